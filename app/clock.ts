/** The present moment. Everything that depends on time asks here, so a test moves one clock and the whole app follows. */
export function now(): Date {
  return new Date();
}

/** `n` seconds, in milliseconds. */
export const seconds = (n: number): number => n * 1_000;

/** `n` minutes, in milliseconds. */
export const minutes = (n: number): number => seconds(n * 60);

/** `n` hours, in milliseconds. */
export const hours = (n: number): number => minutes(n * 60);

/** `n` days, in milliseconds. */
export const days = (n: number): number => hours(n * 24);

/** The moment `duration` milliseconds from now; a negative duration lies in the past. */
export function fromNow(duration: number): Date {
  return new Date(now().getTime() + duration);
}
