import { describe, expect, it } from "vitest";

import { readEnv } from "./env.server.ts";

const DATABASE_URL = "postgres://app@db/app";
const key = "1:b9fkQ2mV7xLwZ0pRt4NyEs8HcJ1uGaDoI5vXeMqUfTk";
const production = {
  NODE_ENV: "production",
  DATABASE_URL,
  APP_URL: "https://app.example.test",
  SESSION_SIGNING_KEYS: key,
};

describe("the configuration", () => {
  it("SE-04 SE-06 CF-05 has a safe default for everything in development", () => {
    const env = readEnv({ DATABASE_URL });
    expect(env).toMatchObject({
      origin: "http://localhost:3000",
      SESSION_MAX_AGE_HOURS: 24,
      SESSION_IDLE_MINUTES: 120,
      MAX_SESSIONS_PER_USER: 20,
    });
    expect(env).toMatchObject({
      PASSWORD_MIN_LENGTH: 15,
      ARGON2_MEMORY_KIB: 65_536,
      ARGON2_TIME: 3,
      ARGON2_PARALLELISM: 4,
    });
  });

  it("CF-09 comes from the environment alone: a ${…} in a value stays as it is and is refused where it makes no sense", () => {
    expect(() => readEnv({ DATABASE_URL: "${DATABASE_URL}" })).toThrow("DATABASE_URL");
  });

  it("SE-07 CF-06 CK02 demands signing keys in production, and names everything that is missing at once", () => {
    expect(() => readEnv({ NODE_ENV: "production", DATABASE_URL })).toThrow(/APP_URL[\s\S]*SESSION_SIGNING_KEYS/);
  });

  it("CF-06 says everything that is wrong at once, what cannot be read and what is unsafe", () => {
    const wrong = {
      APP_URL: "http://evil.example",
      DATABASE_URL: "x",
      SESSION_SIGNING_KEYS: "1:abc",
      PASSWORD_MIN_LENGTH: "5",
    };
    const said = [
      /DATABASE_URL: must be/,
      /PASSWORD_MIN_LENGTH: must be a whole number, at least 8/,
      /SESSION_SIGNING_KEYS/,
    ];
    for (const problem of [...said, /APP_URL: must be https/, /ADDRESS_LIMITS/])
      expect(() => readEnv({ NODE_ENV: "production", ADDRESS_LIMITS: "off", ...wrong })).toThrow(problem);
    expect(() => readEnv({ NODE_ENV: "production" })).toThrow(/DATABASE_URL[\s\S]*APP_URL[\s\S]*SESSION_SIGNING_KEYS/);
  });

  it.each([
    "change-me-change-me-change-me-change-me",
    "your-secret-key-0123456789-abcdefghij",
    "replace-with-npm-run-secret-0123456789",
  ])("CF-01 CK02 refuses the well-known secret %s", (secret) => {
    expect(() => readEnv({ ...production, SESSION_SIGNING_KEYS: `1:${secret}` })).toThrow("example value");
  });

  it("CF-02 CK02 refuses a short secret and one that is long but easy to guess", () => {
    expect(() => readEnv({ ...production, SESSION_SIGNING_KEYS: "1:short" })).toThrow("at least 32 characters");
    expect(() => readEnv({ ...production, SESSION_SIGNING_KEYS: `1:${"ab".repeat(20)}` })).toThrow("easy to guess");
  });

  it("KR-05 reads keys newest first and refuses one version twice", () => {
    const second = key.replace("1:b9", "2:c8");
    expect(
      readEnv({ ...production, SESSION_SIGNING_KEYS: `${second},${key}` }).SESSION_SIGNING_KEYS?.map((k) => k.version),
    ).toEqual(["2", "1"]);
    expect(() => readEnv({ ...production, SESSION_SIGNING_KEYS: `${key},${key}` })).toThrow("twice");
  });

  it("CF-08 sends no cookie in the clear: http is for this machine only", () => {
    expect(() => readEnv({ ...production, APP_URL: "http://app.example.test" })).toThrow("APP_URL: must be https");
    expect(readEnv({ ...production, APP_URL: "http://127.0.0.1:3000" }).isHttps).toBe(false);
    expect(readEnv(production).isHttps).toBe(true);
  });

  it("CF-04 accepts what is meant for a developer's machine only there", () => {
    expect(() => readEnv({ ...production, ADDRESS_LIMITS: "off" })).toThrow("ADDRESS_LIMITS");
    expect(readEnv({ DATABASE_URL, ADDRESS_LIMITS: "off" }).ADDRESS_LIMITS).toBe("off");
  });

  it("CF-07 a setting that is absent or blank is simply off", () => {
    expect(readEnv({ DATABASE_URL, TRUSTED_PROXY_CIDRS: " ", PASSWORD_BANNED: "" })).toMatchObject({
      TRUSTED_PROXY_CIDRS: [],
      PASSWORD_BANNED: [],
    });
  });

  it("CF-06 takes a blank setting for a missing one in production too", () => {
    expect(() => readEnv({ ...production, APP_URL: " ", SESSION_SIGNING_KEYS: " " })).toThrow(
      /APP_URL[\s\S]*SESSION_SIGNING_KEYS/,
    );
  });

  it.each([
    "smtp://mail.example.test/?tls.rejectUnauthorized=false",
    "smtp://mail.example.test/relay",
    "smtp://us%er@mail.example.test",
    "smtp:",
    "http://mail.example.test",
    "mail.example.test:587",
  ])("CF-09 refuses the mail server %s, parts of which it would have to leave out", (SMTP_URL) => {
    expect(() => readEnv({ ...production, SMTP_URL })).toThrow("SMTP_URL");
  });

  it.each(["smtp://mail.example.test", "smtps://user:p%40ss@mail.example.test:465", "smtp://[::1]:2525/"])(
    "takes the mail server %s",
    (SMTP_URL) => {
      expect(readEnv({ ...production, SMTP_URL }).SMTP_URL).toBe(SMTP_URL);
    },
  );

  it("CF-09 AC09 refuses a certificate that is none, and a sender that is more than an address", () => {
    expect(() => readEnv({ ...production, SMTP_CA_FILE: "/nowhere/ca.pem" })).toThrow("SMTP_CA_FILE");
    expect(() => readEnv({ ...production, SMTP_CA_FILE: "package.json" })).toThrow("SMTP_CA_FILE");
    expect(() => readEnv({ ...production, MAIL_FROM: "Us <us@example.test>" })).toThrow("MAIL_FROM");
    expect(() => readEnv({ ...production, MAIL_FROM: "us@example.test\r\nBcc: a@example.test" })).toThrow("MAIL_FROM");
  });

  it("CF-04 shows the lab's mailbox in development on this machine only", () => {
    expect(() => readEnv({ ...production, LAB_URL: "http://127.0.0.1:4000" })).toThrow("LAB_URL");
    expect(() => readEnv({ DATABASE_URL, LAB_URL: "http://lab.example.test" })).toThrow("LAB_URL");
    expect(readEnv({ DATABASE_URL, LAB_URL: "http://127.0.0.1:4000" }).LAB_URL).toBe("http://127.0.0.1:4000");
  });

  it("CF-10 has no setting that opens the app to other origins", () => {
    expect(Object.keys(readEnv({ DATABASE_URL })).filter((name) => /CORS|ORIGINS/.test(name))).toEqual([]);
  });
});
