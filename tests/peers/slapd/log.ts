import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "ldapts";

/** Of what slapd wrote down: the filters of all searches, in its own escaping. */
export const searchesIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => / SRCH base=.* filter="(.*)"$/.exec(line)?.[1] ?? []);

/** Of what slapd wrote down: as whom anybody wanted to be bound. */
export const bindsIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => / BIND dn="(.*)" method=/.exec(line)?.[1] ?? []);

/** Waits until everything is in the log that has happened by now, and every connection has ended. Leaves no line of its own there. */
export async function settle(url: string, log: string[]): Promise<void> {
  const sign = randomUUID();
  const client = new Client({ url, timeout: 5_000 });
  await client.search(`cn=${sign}`, { scope: "base" }).catch(() => undefined); // nothing is there
  await client.unbind();
  while (!isSettled(log, sign)) await pause(5);
  const own = ` ${/ (conn=\d+) /.exec(log.find((line) => line.includes(sign)) ?? "")?.[1]} `;
  log.splice(0, log.length, ...log.filter((line) => !line.includes(own)));
}

const isSettled = (log: readonly string[], sign: string) =>
  log.some((line) => line.includes(sign)) && count(log, / ACCEPT from /) === count(log, / fd=\d+ closed/);

const count = (lines: readonly string[], pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
