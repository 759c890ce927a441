import { availableParallelism } from "node:os";

import { env } from "../env.server.ts";

// One thread of the pool stays free for files, names and checksums, however many people sign in at once.
const SLOTS = Math.max(1, Math.min(availableParallelism(), env.UV_THREADPOOL_SIZE - 1));
const LONGEST_QUEUE = SLOTS * 15; // about two seconds of work at 133 ms a hash
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
