import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";

import { tokenKeys } from "./token-key.ts";

/** A setting with keys that a development copy makes for itself: where they are kept, and how one is made. */
export type KeptKeys = { readonly name: string; readonly file: string; readonly make: () => string };

const sessionKeys: KeptKeys = {
  name: "SESSION_SIGNING_KEYS",
  file: ".data/session-keys",
  make: () => `1:${newSecret()}`,
};
const kept: readonly KeptKeys[] = [sessionKeys, tokenKeys];

/** In development: signing keys that survive a restart, made once and kept in `.data`, so that nobody is signed out by saving a file. */
export function keepDevelopmentKeys(): void {
  for (const { name, file, make } of kept) {
    if (process.env[name]) continue;
    if (!existsSync(file)) {
      mkdirSync(".data", { recursive: true, mode: 0o755 });
      writeFileSync(file, make(), { mode: 0o600 });
    }
    process.env[name] = readFileSync(file, "utf8");
  }
}

/** 32 random bytes as URL-safe text. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
