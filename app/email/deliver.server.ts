import { setTimeout as pause } from "node:timers/promises";

import { seconds } from "../clock.ts";
import { log } from "../log.server.ts";
import { claimMail, giveUp, noteFailed, noteSent, type DueMail } from "./queue.server.ts";
import { canSendMail, sendLetter } from "./smtp.server.ts";

const LANES = 3; // a server that is slow with one letter does not hold up the others
const LOOK_EVERY = seconds(1);

/** Sends what waits in the queue, outside of any request, until the function it gives is called; that one resolves when the last attempt is over. */
export function startDelivery(): () => Promise<void> {
  if (!canSendMail()) {
    log.warn("SMTP_URL is not set: mail waits in the queue until it is");
    return () => Promise.resolve();
  }
  const over = new AbortController();
  const lanes = Array.from({ length: LANES }, () => deliverUntil(over.signal));
  return async () => {
    over.abort();
    await Promise.all(lanes);
  };
}

async function deliverUntil(over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const worked = await deliverNext().catch((error) => {
      log.warn({ err: error }, "the mail queue could not be read");
      return false;
    });
    if (!worked) await pause(LOOK_EVERY, undefined, { signal: over, ref: false }).catch(() => undefined);
  }
}

/** Makes one attempt at the letter that has been due longest. False when none is due. */
export async function deliverNext(): Promise<boolean> {
  const mail = await claimMail();
  if (!mail) return false;
  const { id, kind, attempts } = mail;
  const outcome = await sendLetter(mail.letter);
  const became = outcome.ok ? await noteSent(id) : await putBack(mail, outcome);
  if (!outcome.ok)
    log[became === "dead" ? "error" : "warn"](
      { id, kind, attempts, error: outcome.error },
      `a mail was not sent: ${became}`,
    );
  return true;
}

const putBack = (mail: DueMail, { permanent, error }: { permanent: boolean; error: string }) =>
  permanent ? giveUp(mail.id, error) : noteFailed(mail, error);
