import { fromNow, now, seconds } from "../../clock.ts";

const FAILURES = 3;
const PAUSE = seconds(30);

type Circuit = { failures: number; askAgainAt: Date };
const circuits = new Map<string, Circuit>();

/**
 * Whether a directory is asked now. After three failures in a row nobody waits for it for half a minute (LD-11); then one person tries, and
 * everybody else is told at once what the last one heard.
 */
export function isAsked(name: string): boolean {
  const circuit = circuits.get(name);
  if (!circuit || circuit.failures < FAILURES) return true;
  if (now() < circuit.askAgainAt) return false;
  circuit.askAgainAt = fromNow(PAUSE);
  return true;
}

/** Notes whether a directory could be asked. */
export function noteAsked(name: string, answered: boolean): void {
  if (answered) return void circuits.delete(name);
  const failures = (circuits.get(name)?.failures ?? 0) + 1;
  circuits.set(name, { failures, askAgainAt: fromNow(PAUSE) });
}
