import pino from "pino";

import { env } from "./env.server.ts";

const SECRETS = new Set([
  "password",
  "currentPassword",
  "token",
  "secret",
  "cookie",
  "authorization",
  "csrf",
  "key",
  "code",
]);
const DEEPEST = 4;

/**
 * The log of this process: one line of JSON an event, on standard output (AU02: pino escapes line breaks and control characters).
 * Fields that could hold a secret are blotted out wherever they stand (PW-10); callers still never pass them.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  formatters: { log: (fields) => blotted(fields, DEEPEST) as Record<string, unknown> },
  serializers: { err: withoutQuery },
});

// By hand, since pino's own redaction costs as much as the rest of the line (measured).
function blotted(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth === 0) return "[too deep]";
  if (Array.isArray(value)) return value.map((part) => blotted(part, depth - 1));
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value))
    copy[name] = SECRETS.has(name) ? "[redacted]" : blotted(part, depth - 1);
  return copy;
}

// A driver's error carries the statement and its parameters, and with them somebody's hash or address; anything can be thrown.
function withoutQuery(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: "something was thrown that is no error" };
  const { type, message, stack } = pino.stdSerializers.err(error);
  const cause = error.cause === undefined ? {} : { cause: withoutQuery(error.cause) };
  return { type, message: withoutParameters(message), stack: withoutParameters(stack), ...cause };
}

const withoutParameters = (text: string) => text.replace(/Failed query:[\s\S]*?\nparams:.*/g, "a query failed");
