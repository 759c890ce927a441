import { isCompactJws } from "../../auth/compact-jws.ts";
import { signJws, verifyJws, type JwsHeader, type VerifiedJws } from "../../auth/jws.server.ts";
import type { TokenKey } from "../../token-key.ts";

const known = ["alg", "kid", "typ"];

/** Signs a payload with the newest key, which the header names. */
export async function signOwn(payload: string, typ: string, { kid, alg, signs }: TokenKey): Promise<string> {
  if (!signs) throw new Error(`the key ${kid} has no private half`);
  return signJws(payload, { alg, kid, typ }, signs);
}

/**
 * Checks the signature of a token by the one of `keys` that it names, with that key's own algorithm. No header makes it look anywhere else:
 * one with a key or an address of its own, or anything but the three that ours have, is refused before the signature is (JW01 to JW05, JW23).
 * Never throws.
 */
export async function verifyOwn(text: string, keys: readonly TokenKey[]): Promise<VerifiedJws> {
  if (!isCompactJws(text)) return { ok: false, reason: "it is no signed token" };
  return verifyJws(text, (header) => keyFor(header, keys));
}

function keyFor(header: JwsHeader, keys: readonly TokenKey[]) {
  if (Object.keys(header).some((name) => !known.includes(name))) throw new Error("its header says more than ours do");
  const key = keys.find(({ kid }) => kid === header.kid);
  if (!key) throw new Error("it names no key of ours");
  if (header.alg !== key.alg) throw new Error("it names another algorithm than its key has");
  return key.verifies;
}
