import { startMailSink, type MailSink } from "#app/lab/mail-sink.ts";

import { weatherInFrontOf, type Weather } from "./weather.ts";

/** A mail server whose line can fail, and whose manners depend on the recipient. */
export type MailServer = MailSink & {
  url: string;
  line: Weather;
  /** Lets the mails to `slow.test` in, which wait for this. */
  release: () => void;
};

const refusals: Record<string, [status: number, words: string]> = {
  "gone.test": [550, "5.1.1 there is no such person"],
  "terse.test": [550, "there is no such person"],
  "not-us.test": [554, "5.7.1 relaying denied"],
  "busy.test": [451, "4.3.0 come back later"],
};

/**
 * Starts one. Nobody lives at `gone.test` and `terse.test`; to `not-us.test` it does not relay; `busy.test` it serves at the second
 * attempt, `slow.test` when `release` is called; and at the first attempt for `drop.test` its line breaks in the middle.
 */
export async function startMailServer(): Promise<MailServer> {
  const seen = new Set<string>();
  const held: (() => void)[] = [];
  let line: Weather | undefined;
  const sink = await startMailSink(0, {
    onRcptTo({ address }, _session, done) {
      const domain = address.split("@")[1] ?? "";
      const isFirst = !seen.has(address);
      seen.add(address);
      if (domain === "drop.test" && isFirst) return line?.cut();
      if (domain === "slow.test") return void held.push(done);
      const refusal = domain === "busy.test" && !isFirst ? undefined : refusals[domain];
      done(refusal && Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }));
    },
  });
  line = await weatherInFrontOf(`smtp://127.0.0.1:${sink.port}`);
  return { ...sink, url: line.url, line, release: () => held.splice(0).forEach((letIn) => letIn()) };
}
