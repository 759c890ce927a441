import { setTimeout as pause } from "node:timers/promises";

import { seconds } from "../clock.ts";
import { log } from "../log.server.ts";
import { claimMail, giveUp, noteFailed, noteSent, type DueMail } from "./queue.server.ts";
import { canSendMail, sendLetter, type SendOutcome } from "./smtp.server.ts";

const AT_ONCE = 3; // a server that is slow with one letter does not hold up the others
const LOOK_EVERY = seconds(1);
const LONGEST_STOP = seconds(8);

/**
 * Sends what waits in the queue, outside of any request, until the function it gives is called; that one resolves when the attempts
 * that are running have ended, or after eight seconds. A letter whose attempt is cut off goes out two minutes later, from any process.
 */
export function startDelivery(): () => Promise<void> {
  if (!canSendMail()) {
    log.warn("SMTP_URL is not set: mail waits in the queue until it is, five days at most");
    return () => Promise.resolve();
  }
  const over = new AbortController();
  const ended = deliverUntil(over.signal);
  return async () => {
    over.abort();
    await Promise.race([ended, pause(LONGEST_STOP, undefined, { ref: false })]);
  };
}

async function deliverUntil(over: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  while (!over.aborted) {
    if (running.size >= AT_ONCE) {
      await Promise.race(running);
      continue;
    }
    const mail = await nextMail();
    if (mail) {
      const attempt: Promise<void> = deliver(mail).finally(() => running.delete(attempt));
      running.add(attempt);
    } else await pause(LOOK_EVERY, undefined, { signal: over, ref: false }).catch(() => undefined);
  }
  await Promise.all(running);
}

async function nextMail(): Promise<DueMail | null> {
  try {
    return await claimMail();
  } catch (error) {
    log.warn({ err: error }, "the mail queue could not be read");
    return null;
  }
}

async function deliver(mail: DueMail): Promise<void> {
  const outcome = await attemptAt(mail);
  try {
    await note(mail, outcome);
  } catch (error) {
    // The claim runs out by itself; a letter that went out then goes out once more, under the same Message-ID.
    log.warn({ err: error, id: mail.id, sent: outcome.ok }, "how an attempt at a mail ended could not be noted");
  }
}

// Another process may have the key, or this one after its next start: it is not this process that may throw the letter away.
const attemptAt = ({ id, letter }: DueMail): Promise<SendOutcome> | SendOutcome =>
  letter ? sendLetter(letter, id) : { ok: false, permanent: false, error: "DATA_ENCRYPTION_KEYS lists no key for it" };

async function note(mail: DueMail, outcome: SendOutcome): Promise<void> {
  if (outcome.ok) return noteSent(mail);
  const { permanent, error } = outcome;
  if (permanent) return giveUp(mail, error);
  log.warn({ id: mail.id, kind: mail.kind, attempts: mail.attempts, error }, "a mail has to wait");
  await noteFailed(mail, error);
}
