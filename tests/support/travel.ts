import { afterEach, vi } from "vitest";

afterEach(() => void vi.useRealTimers());

/** Moves the clock `milliseconds` ahead until the end of the test. Only dates move: timers and sockets go on as ever. */
export function travel(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
}
