import { availableParallelism } from "node:os";

import { env } from "../env.server.ts";

// However many people sign in at once, one thread of the pool stays free for files and names, and one core for everybody else's
// requests: a hash computes its lanes side by side, so on two cores a second one at once brings no more sign-ins (measured).
const SLOTS = Math.max(1, Math.min(availableParallelism() - 1, env.UV_THREADPOOL_SIZE - 1));
const LONGEST_QUEUE = SLOTS * 20; // about two seconds of work
const BUSY = "HASHER_BUSY";

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Runs one piece of password work, never more than a few at once (64 MiB each). When about two seconds of work are already
 * waiting it rejects at once with an error for which `isHasherBusy` is true: answer 503 with `Retry-After` (LK11).
 */
export async function inHashQueue<T>(work: () => Promise<T>): Promise<T> {
  if (running >= SLOTS) {
    if (waiting.length >= LONGEST_QUEUE)
      throw Object.assign(new Error("too much password work is waiting"), { code: BUSY });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift(); // the slot passes straight to the next in line
    if (next) next();
    else running--;
  }
}

/** True for the error with which `inHashQueue` turns work away. */
export const isHasherBusy = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === BUSY;
