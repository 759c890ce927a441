import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

import type { VersionedKey } from "./env-keys.ts";

const CIPHER = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

export type Sealer = {
  /** Encrypts `text` under the newest key: `version.` and URL-safe characters. */
  seal: (text: string) => string;
  /** What was sealed under one of the listed keys; null for anything else, damaged texts and other purposes included. */
  open: (sealed: string) => string | null;
};

/**
 * Encrypts what must rest in the database but be read again: AES-256-GCM with a random nonce, under a key of its own for each `purpose`
 * (HKDF), so that a text sealed for one purpose cannot be passed off as another's. The first of `keys` seals, every listed one opens.
 */
export function makeSealer(keys: readonly VersionedKey[], purpose: string): Sealer {
  const ciphers = new Map(keys.map(({ version, secret }) => [version, keyFor(secret, purpose)]));
  return {
    seal(text) {
      const version = keys[0]?.version ?? "";
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, keyOf(ciphers, version), nonce);
      const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${sealed.toString("base64url")}`;
    },
    open(sealed) {
      const [version = "", text = ""] = sealed.split(".");
      const bytes = Buffer.from(text, "base64url");
      if (!ciphers.has(version) || bytes.length < NONCE + TAG) return null;
      try {
        const decipher = createDecipheriv(CIPHER, keyOf(ciphers, version), bytes.subarray(0, NONCE));
        decipher.setAuthTag(bytes.subarray(-TAG));
        return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString("utf8");
      } catch {
        return null; // changed, cut off, or sealed under another secret of the same version
      }
    },
  };
}

const keyFor = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync("sha256", secret, "", `gatehouse sealing ${purpose}`, 32));

function keyOf(ciphers: Map<string, Buffer>, version: string): Buffer {
  const key = ciphers.get(version);
  if (!key) throw new Error("there is no key to seal with");
  return key;
}
