import { seconds } from "../clock.ts";
import { log } from "../log.server.ts";
import type { Circumstances, Condition } from "./condition.ts";

/** An answer that is there already, or one to wait for. */
export type Answer = boolean | Promise<boolean>;

/**
 * Whether `condition` holds. One that throws, takes longer than `deadline` (milliseconds) or answers anything but true does not, and the log
 * says so (AZ18); never rejects. The deadline ends waiting; a type that never lets go of the processor stops the process, as any code does.
 */
export function holdsSafely(condition: Condition, circumstances: Circumstances, deadline = seconds(1)): Answer {
  const refuse = (error: unknown) => {
    log.warn({ err: error, type: condition.stored.type }, "a condition gave no answer, and counts as not true");
    return false;
  };
  try {
    const answer = condition.holds(circumstances);
    return typeof answer === "boolean" ? answer : inTime(answer, deadline).then((late) => late === true, refuse);
  } catch (error) {
    return refuse(error);
  }
}

/** Whether all of them hold; asks no more of them after the first that does not. */
export function allHold(conditions: readonly Condition[], circumstances: Circumstances): Answer {
  for (const condition of conditions) {
    const answer = holdsSafely(condition, circumstances);
    if (answer === false) return false;
    if (answer === true) continue;
    const others = conditions.slice(conditions.indexOf(condition) + 1);
    return answer.then((held) => held && allHold(others, circumstances));
  }
  return true;
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
