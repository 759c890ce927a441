import { DrizzleQueryError } from "drizzle-orm";

const CONNECTION_CLASSES = ["08", "53", "57"]; // connection, resources, operator intervention (statement_timeout, shutdown)
// Read-only, lock timeout, serialization, deadlock, refused, no such database, and our own.
const SINGLE_CODES = ["25006", "55P03", "40001", "40P01", "28000", "28P01", "3D000", "DATABASE_FAULT"];
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
 * Such a fault is answered with 503 and passes by itself; any other error is a bug and stays one. A lost connection to anything
 * else, a directory or the client itself, is not a fault of the database.
 */
export function isDatabaseFault(error: unknown, isFromDatabase = false): boolean {
  if (!(error instanceof Error)) return false;
  const isOurs = () => isFromDatabase || error instanceof DrizzleQueryError || isConnecting(error);
  const code = codeOf(error);
  if (SINGLE_CODES.includes(code) || (NETWORK.includes(code) && isOurs())) return true;
  if (/^[0-9A-Z]{5}$/.test(code) && CONNECTION_CLASSES.includes(code.slice(0, 2))) return true;
  if (DRIVER_WORDS.test(error.message)) return true;
  const within: unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return within.some((part) => part instanceof Error && isDatabaseFault(part, isOurs()));
}

/** A fault that we notice ourselves, where the driver has no error for it. */
export const databaseFault = (message: string): Error => Object.assign(new Error(message), { code: "DATABASE_FAULT" });

/** The name of the unique index or constraint that `error` reports as violated, or null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (codeOf(error).startsWith("23") && "constraint" in error && typeof error.constraint === "string")
    return error.constraint;
  return violatedConstraint(error.cause);
}

// The pool's own look for a connection fails before drizzle can say that it was a query. Asked last: a stack is written when it is first
// read, which costs more than all the rest, and tools that rewrite it can fail.
const isConnecting = (error: Error) => /pg-pool/.test(error.stack ?? "");

const codeOf = (error: Error) => ("code" in error && typeof error.code === "string" ? error.code : "");
