import type { VerifiedJws } from "../../auth/jws.server.ts";
import { hashToken } from "../../auth/secrets.server.ts";
import { verifyOwn } from "./own-jws.server.ts";
import type { TokenKey } from "../../token-key.ts";

const MOST = 10_000;

/**
 * Checks signatures under `keys`, each good one once: a program shows the same token for a quarter of an hour, and its signature costs more than
 * everything else about it. Only what can never change is remembered, by the token's hash: what it says is judged anew each time, by the clock
 * and the database. A bad signature is not remembered, so that nobody can push out good ones. Never throws.
 */
export function makeVerifier(keys: readonly TokenKey[]): (token: string) => Promise<VerifiedJws> {
  const good = new Map<string, VerifiedJws>();
  return async (token) => {
    const hash = hashToken(token);
    const known = good.get(hash);
    if (known) return known;
    const verified = await verifyOwn(token, keys);
    if (verified.ok) {
      const [oldest] = good.size < MOST ? [] : good.keys();
      if (oldest !== undefined) good.delete(oldest);
      good.set(hash, verified);
    }
    return verified;
  };
}
