import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";

const KEYS_FILE = ".data/session-keys";

/** In development: signing keys that survive a restart, made once and kept in `.data`, so that nobody is signed out by saving a file. */
export function keepDevelopmentKeys(): void {
  if (process.env.SESSION_SIGNING_KEYS) return;
  if (!existsSync(KEYS_FILE)) {
    mkdirSync(".data", { recursive: true, mode: 0o755 });
    writeFileSync(KEYS_FILE, `1:${newSecret()}`, { mode: 0o600 });
  }
  process.env.SESSION_SIGNING_KEYS = readFileSync(KEYS_FILE, "utf8");
}

/** 32 random bytes as URL-safe text. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
