import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

import { z } from "zod";

import { keyList } from "./env-keys.ts";
import { isLoopback } from "./env-loopback.ts";
import { readTokenKeys } from "./env-token-keys.ts";
import { readFeatureSettings } from "./features/environment.ts";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
  const error = `must be a whole number, ${range}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const words = z.string().transform((text) => text.split(",").flatMap((word) => word.trim() || []));

const shape = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  PORT: whole(0, 65_535).default(3000),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.string().startsWith("postgres", "must be a postgres:// address").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
  TRUSTED_PROXY_CIDRS: words.default([]),
  SESSION_SIGNING_KEYS: keyList.optional(),
  DATA_ENCRYPTION_KEYS: keyList.optional(),
  SESSION_MAX_AGE_HOURS: whole(1).default(24),
  SESSION_IDLE_MINUTES: whole(1).default(120),
  MAX_SESSIONS_PER_USER: whole(0).default(20),
  SESSIONS_UNLOGGED: flag.default(false),
  PASSWORD_MIN_LENGTH: whole(8).default(15),
  PASSWORD_COMPOSITION: words.pipe(z.array(z.enum(["upper", "digit", "special"]))).default([]),
  PASSWORD_BANNED: words.default([]),
  ARGON2_MEMORY_KIB: whole(19_456, 4_194_304).default(65_536),
  ARGON2_TIME: whole(2, 64).default(3),
  ARGON2_PARALLELISM: whole(1, 64).default(4),
  UV_THREADPOOL_SIZE: whole(1, 1024).default(4),
  ENUMERATION_SAFE: flag.default(true),
  CONNECTIONS_IN_OWN_NETWORKS: flag.default(false),
  SMTP_URL: z
    .string()
    .refine(isSmtpAddress, "must look like smtp://user:password@host:587, and nothing behind it")
    .optional(),
  SMTP_CA_FILE: z.string().refine(holdsCertificate, "must name a file with a certificate in it (PEM)").optional(),
  MAIL_FROM: z.email("must be an address alone, such as no-reply@example.com").optional(),
  LAB_URL: z.url({ protocol: /^http$/ }).optional(),
  ADDRESS_LIMITS: z.enum(["on", "off"]).default("on"),
});

/**
 * Reads the configuration out of `source` (usually `process.env`) and checks all of it at once.
 * Missing optional settings get their defaults; unsafe ones stop the boot with every problem in one message (CF-01, CF-02, CF-06, CF-08).
 */
export function readEnv(source: Record<string, string | undefined>) {
  const given = withoutBlanks(source);
  const issues = shape.safeParse(given).error?.issues ?? [];
  // What cannot be read is left out for the moment, so that everything else is still checked and all of it said at once.
  const unreadable = issues.map((issue) => String(issue.path[0]));
  const read = shape.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !unreadable.includes(name))));
  const tokens = readTokenKeys(given);
  const features = readFeatureSettings(given);
  const values = { ...read, APP_URL: new URL(read.APP_URL ?? `http://localhost:${read.PORT}`) };
  const problems = [
    ...issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    ...unsafeSettings(values, given),
    ...tokens.problems,
    ...features.problems,
  ];
  if (problems.length > 0) throw refusal(problems);
  return Object.freeze({
    ...values,
    DATABASE_URL: values.DATABASE_URL ?? "",
    LOG_LEVEL: values.LOG_LEVEL ?? (values.NODE_ENV === "production" ? "info" : "warn"),
    isProduction: values.NODE_ENV === "production",
    isDevelopment: values.NODE_ENV === "development",
    isHttps: values.APP_URL.protocol === "https:",
    origin: values.APP_URL.origin,
    tokenKeys: tokens.keys,
    features: features.settings,
    connectionNames: features.names,
  });
}

function unsafeSettings(
  values: Omit<z.output<typeof shape>, "APP_URL"> & { APP_URL: URL },
  source: Record<string, string | undefined>,
): string[] {
  const problems: string[] = [];
  const loopback = isLoopback(values.APP_URL.hostname);
  if (values.APP_URL.protocol === "http:" && !loopback)
    problems.push("APP_URL: must be https, or http on a loopback address; sign-in cookies are never sent in the clear");
  if (values.APP_URL.pathname !== "/" || values.APP_URL.search !== "")
    problems.push("APP_URL: must be an origin such as https://app.example.com, without a path");
  if (values.ADDRESS_LIMITS === "off" && !loopback)
    problems.push("ADDRESS_LIMITS: may be off only when APP_URL is a loopback address");
  if (values.LAB_URL && (values.NODE_ENV === "production" || !isLoopback(new URL(values.LAB_URL).hostname)))
    problems.push("LAB_URL: is for development on this machine; the lab shows every mail to whoever asks");
  if (!source.DATABASE_URL) problems.push("DATABASE_URL: is required");
  if (values.NODE_ENV === "production")
    for (const name of ["APP_URL", "SESSION_SIGNING_KEYS"])
      if (!source[name]) problems.push(`${name}: is required in production`);
  return problems;
}

// Settings behind the port, as other programs know them (`?tls=…`), would be left out in silence.
function isSmtpAddress(text: string): boolean {
  try {
    const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^smtps?:$/.test(protocol) && hostname !== "" && /^\/?$/.test(pathname) && search === "" && hash === "";
  } catch {
    return false;
  }
}

function holdsCertificate(file: string): boolean {
  try {
    return new X509Certificate(readFileSync(file)).subject !== undefined;
  } catch {
    return false;
  }
}

const withoutBlanks = (source: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""));

const refusal = (problems: string[]) =>
  new Error(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);

/** The configuration of this process. The only place in the app that reads `process.env`. */
export const env = readEnv(process.env);
