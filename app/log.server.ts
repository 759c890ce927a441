import pino from "pino";

import { env } from "./env.server.ts";

// Names end like this in our code, in headers and in other people's objects, however they are written.
const SECRET = /(?:password|passwordhash|token|secret|cookie|authorization|csrf|key|keys|code|sealed)$/i;
const DEEPEST = 5;

/**
 * The log of this process: one line of JSON an event, on standard output (AU02: pino escapes line breaks and control characters).
 * Fields that could hold a secret are blotted out wherever they stand (PW-10); callers still never pass them.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  formatters: { log: blottedFields },
  // Written by `asError` already; pino would take it apart again.
  serializers: { err: (fields: unknown) => fields },
});

// By hand, since pino's own redaction costs as much as the rest of the line (measured). Nothing that is logged may break the request
// that it tells about.
function blottedFields(fields: object): Record<string, unknown> {
  try {
    return blottedObject(fields, DEEPEST);
  } catch {
    return { unloggable: true };
  }
}

function blottedObject(object: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(object))
    copy[name] = SECRET.test(name) && typeof part !== "number" ? "[redacted]" : blotted(part, depth - 1);
  return "err" in object ? { ...copy, err: asError(object.err, depth) } : copy;
}

function blotted(value: unknown, depth: number): unknown {
  if (value instanceof Error) return asError(value, depth);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth <= 0) return "[too deep]";
  if (Array.isArray(value)) return value.map((part) => blotted(part, depth - 1));
  const kind = Object.getPrototypeOf(value) as object | null;
  // Maps, buffers, requests: whatever they hold, a log is no place for it.
  return kind === Object.prototype || kind === null ? blottedObject(value, depth) : `[${value.constructor.name}]`;
}

// A driver's error carries the statement and its parameters, and with them somebody's hash or address; anything can be thrown.
function asError(thrown: unknown, depth: number): object {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: "something was thrown that is no error" };
  if (depth <= 0) return { type: thrown.name, message: "[too deep]" };
  const said = "query" in thrown ? "a query failed" : String(thrown.message);
  const { code, cause } = thrown as { code?: unknown; cause?: unknown };
  return {
    type: thrown.constructor.name,
    message: said,
    ...(typeof code === "string" ? { code } : {}),
    stack: `${thrown.name}: ${said}\n${placesIn(thrown)}`,
    ...(cause === undefined ? {} : { cause: asError(cause, depth - 1) }),
  };
}

// Only the lines that name places: the others repeat the message, which may run over several of them.
const placesIn = ({ stack = "", message }: Error) =>
  stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .join("\n");
