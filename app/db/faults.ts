const CONNECTION_CLASSES = ["08", "53", "57"]; // connection, resources, operator intervention (statement_timeout, shutdown)
const SINGLE_CODES = ["25006", "55P03", "40001", "40P01", "28000", "28P01", "3D000"]; // read-only, lock timeout, serialization, deadlock, refused, no such database
const NETWORK = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
];
const DRIVER_WORDS =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Cannot use a pool after/i;

/**
 * True when `error` says that the database cannot serve now: unreachable, restarting, overloaded, silent, read-only.
 * Such a fault is answered with 503 and passes by itself; any other error is a bug and stays one.
 */
export function isDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (NETWORK.includes(code) || SINGLE_CODES.includes(code)) return true;
  if (/^[0-9A-Z]{5}$/.test(code) && CONNECTION_CLASSES.includes(code.slice(0, 2))) return true;
  if (DRIVER_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseFault);
  return isDatabaseFault(error.cause);
}

/** The name of the unique index or constraint that `error` reports as violated, or null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const found = error as { code?: unknown; constraint?: unknown };
  if (typeof found.code === "string" && found.code.startsWith("23") && typeof found.constraint === "string")
    return found.constraint;
  return violatedConstraint(error.cause);
}
