const CODE = "UNREACHABLE";

/** The fault of somebody else's server: it is down, slow, out of reach, or answers what nobody can use. `message` holds no secrets. */
export const unreachable = (message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code: CODE });

/** The fault that `unreachable` makes, also from inside what a library has wrapped around it; null for every other error. */
export function findUnreachable(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  return "code" in error && error.code === CODE ? error : findUnreachable(error.cause);
}
