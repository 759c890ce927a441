import pino from "pino";

import { env } from "./env.server.ts";

const SECRETS = ["password", "currentPassword", "token", "secret", "cookie", "authorization", "csrf", "key", "code"];

/**
 * The log of this process: one line of JSON an event, on standard output (AU02: pino escapes line breaks and control characters).
 * Fields that could hold a secret are blotted out wherever they stand (PW-10); callers still never pass them.
 */
export const log = pino({
  level: env.LOG_LEVEL,
  redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
  serializers: { err: withoutQuery },
});

// A driver's error carries the statement and its parameters, and with them somebody's hash or address; anything can be thrown.
function withoutQuery(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: "something was thrown that is no error" };
  const { type, message, stack } = pino.stdSerializers.err(error);
  const cause = error.cause === undefined ? {} : { cause: withoutQuery(error.cause) };
  return { type, message: withoutParameters(message), stack: withoutParameters(stack), ...cause };
}

const withoutParameters = (text: string) => text.replace(/Failed query:[\s\S]*?\nparams:.*/g, "a query failed");
