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

// A driver's error may carry the statement's parameters, and with them somebody's hash or address.
function withoutQuery(error: Error) {
  const { type, message, stack } = pino.stdSerializers.err(error);
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return message.startsWith("Failed query:")
    ? {
        type,
        message: cause ?? "query failed",
        stack: stack
          .split("\n")
          .filter((line) => /^\s+at /.test(line))
          .join("\n"),
      }
    : { type, message, stack, cause };
}
