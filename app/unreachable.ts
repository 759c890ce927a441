const CODE = "UNREACHABLE";

/** What makes somebody else's server one that cannot be called; `down` is everything that is nothing else. */
export type UnreachableWhy = "out-of-reach" | "slow" | "too-large" | "redirect" | "down";
export type Unreachable = Error & { why: UnreachableWhy };

/** The fault of somebody else's server: it is down, slow, out of reach, or answers what nobody can use. `message` holds no secrets. */
export const unreachable = (message: string, why: UnreachableWhy = "down", cause?: unknown): Unreachable =>
  Object.assign(new Error(message, { cause }), { code: CODE, why });

/** The fault that `unreachable` makes, also from inside what a library has wrapped around it; null for every other error. */
export function findUnreachable(error: unknown): Unreachable | null {
  if (!(error instanceof Error)) return null;
  return isUnreachable(error) ? error : findUnreachable(error.cause);
}

const isUnreachable = (error: Error): error is Unreachable => "code" in error && error.code === CODE;
