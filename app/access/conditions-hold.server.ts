import { seconds } from "../clock.ts";
import { log } from "../log.server.ts";
import type { Circumstances, Condition } from "./condition.ts";

/**
 * Whether `condition` holds. One that throws, takes longer than `deadline` (milliseconds) or answers anything but true does not, and the log
 * says so (AZ18). The deadline ends waiting; a type that never lets go of the processor stops the process, as any code does.
 */
export async function holdsSafely(
  condition: Condition,
  circumstances: Circumstances,
  deadline = seconds(1),
): Promise<boolean> {
  try {
    const answer = condition.holds(circumstances);
    return (typeof answer === "boolean" ? answer : await inTime(answer, deadline)) === true;
  } catch (error) {
    log.warn({ err: error, type: condition.stored.type }, "a condition gave no answer, and counts as not true");
    return false;
  }
}

async function inTime<T>(answer: Promise<T>, deadline: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadline} ms`)), deadline);
    timer.unref();
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
