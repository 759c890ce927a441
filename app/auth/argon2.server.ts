import { hash, parseOptions, verify, type Options } from "@node-rs/argon2";

import { env } from "../env.server.ts";
import type { PasswordEncoder } from "./password-encoder.ts";

const ARGON2ID = 2; // the package's own enum is a `const enum`, which cannot be imported file by file
const cost: Options & { memoryCost: number; timeCost: number; parallelism: number } = {
  algorithm: ARGON2ID,
  memoryCost: env.ARGON2_MEMORY_KIB,
  timeCost: env.ARGON2_TIME,
  parallelism: env.ARGON2_PARALLELISM,
};

/** argon2id, v=19 m=65536 t=3 p=4 unless configured higher or lower: the only algorithm for new hashes (PW-01, PW-02, PW-16). */
export const argon2: PasswordEncoder = {
  hash: (raw) => hash(raw, cost),

  async verify(raw, hashed) {
    try {
      return hashed.startsWith("$argon2id$") && (await verify(hashed, raw));
    } catch {
      return false; // a damaged hash opens no door and breaks no page (PW-05)
    }
  },

  needsRehash(hashed) {
    try {
      const used = parseOptions(hashed);
      return (
        used.algorithm !== ARGON2ID ||
        used.memoryCost !== cost.memoryCost ||
        used.timeCost !== cost.timeCost ||
        used.parallelism !== cost.parallelism
      );
    } catch {
      return true;
    }
  },
};
