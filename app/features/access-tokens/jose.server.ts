import { CompactSign, compactVerify, type CompactJWSHeaderParameters } from "jose";

import { isCompactJws } from "./compact-jws.ts";
import type { TokenKey } from "../../token-key.ts";

/** What a good signature stands under, or why there is none: for the log, never for an answer (BE-04). */
export type VerifiedJws = { ok: true; typ: string | undefined; payload: string } | { ok: false; reason: string };

const known = ["alg", "kid", "typ"];

/** Signs a payload with the newest key, which the header names. */
export async function signJws(payload: string, typ: string, { kid, alg, signs }: TokenKey): Promise<string> {
  if (!signs) throw new Error(`the key ${kid} has no private half`);
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg, kid, typ }).sign(signs);
}

/**
 * Checks the signature of a token by the one of `keys` that it names, with that key's own algorithm. No header makes it look anywhere else:
 * one with a key or an address of its own, or anything but the three that ours have, is refused before the signature is (JW01 to JW05, JW23).
 * Never throws.
 */
export async function verifyJws(text: string, keys: readonly TokenKey[]): Promise<VerifiedJws> {
  if (!isCompactJws(text)) return { ok: false, reason: "it is no signed token" };
  try {
    const { payload, protectedHeader } = await compactVerify(text, (header) => keyFor(header, keys));
    return { ok: true, typ: protectedHeader.typ, payload: new TextDecoder("utf-8", { fatal: true }).decode(payload) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "it cannot be read" };
  }
}

function keyFor(header: CompactJWSHeaderParameters, keys: readonly TokenKey[]) {
  if (Object.keys(header).some((name) => !known.includes(name))) throw new Error("its header says more than ours do");
  const key = keys.find(({ kid }) => kid === header.kid);
  if (!key) throw new Error("it names no key of ours");
  if (header.alg !== key.alg) throw new Error("it names another algorithm than its key has");
  return key.verifies;
}
