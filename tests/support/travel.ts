import { afterEach, vi } from "vitest";

afterEach(() => void vi.useRealTimers());

/** Moves the clock `milliseconds` ahead until the end of the test. Only dates move: timers and sockets go on as ever. */
export const travel = (milliseconds: number): void => travelTo(Date.now() + milliseconds);

/** The same to one moment exactly, in milliseconds since 1970. There the clock stands still. */
export function travelTo(moment: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: moment });
}
