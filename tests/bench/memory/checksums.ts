import { randomBytes } from "node:crypto";

import { makeMac } from "#app/auth/mac.server.ts";

import type { Input } from "./start.ts";

/** Texts with their checksums under one secret, every second of them wrong in its last character. */
export type ChecksumInput = Input & { secret: string; purpose: string; signed: { message: string; mac: string }[] };

/** A thousand texts of 54 characters, as long as what a session cookie signs: one block of the hash. */
export function checksums(): ChecksumInput {
  const [secret, purpose] = ["a-key-that-only-the-bench-knows-0123456789", "the bench"];
  const mac = makeMac(secret, purpose);
  const signed = Array.from({ length: 1_000 }, (_, i) => {
    const message = `1.${random(6)}.${random(32)}`;
    return { message, mac: i % 2 === 0 ? mac(message) : mac(message).slice(0, -1) + "!" };
  });
  return { secret, purpose, signed, cases: signed.length, holding: signed.length / 2 };
}

const random = (bytes: number) => randomBytes(bytes).toString("base64url");
