import type { KeyObject } from "node:crypto";

import {
  calculateJwkThumbprint,
  CompactSign,
  compactVerify,
  createRemoteJWKSet,
  customFetch,
  EmbeddedJWK,
  type CompactJWSHeaderParameters,
  type CryptoKey,
} from "jose";

import { minutes, seconds } from "../clock.ts";
import { findUnreachable } from "../unreachable.ts";

type PublicKey = KeyObject | CryptoKey;

/** What stands above a signed payload: for everybody to read, and not yet believed. */
export type JwsHeader = CompactJWSHeaderParameters;

/** What a good signature stands under, or why there is none: for the log, never for an answer (BE-04). */
export type VerifiedJws = { ok: true; typ: string | undefined; payload: string } | { ok: false; reason: string };

/** Finds the public key that a token's header names. Throws for a bad token, and `unreachable` where the keys cannot be had. */
export type FindKey = (header: JwsHeader) => PublicKey | Promise<PublicKey>;

/**
 * For what shows its own key, and proves no more than that whoever made it has the other half (RFC 9449): takes the public key out of the header,
 * and notes its thumbprint (RFC 7638) with `note`. Of no use for finding out who somebody is.
 */
export const shownKey =
  (note: (thumbprint: string) => void): FindKey =>
  async (header) => {
    const key = await EmbeddedJWK(header);
    note(await calculateJwkThumbprint(header.jwk ?? {}));
    return key;
  };

/** Signs a payload under a header. */
export const signJws = (
  payload: string,
  header: { alg: string; kid: string; typ: string },
  key: KeyObject,
): Promise<string> => new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader(header).sign(key);

/**
 * Checks the signature of a token by the key that `findKey` finds, under one of `algorithms`, where they are named. No header makes it look
 * anywhere else (JW04). Throws `unreachable` where the keys cannot be had at this moment, and nothing else.
 */
export async function verifyJws(
  text: string,
  findKey: FindKey,
  { algorithms }: { algorithms?: string[] } = {},
): Promise<VerifiedJws> {
  try {
    const options = algorithms ? { algorithms } : {};
    const { payload, protectedHeader } = await compactVerify(
      text,
      async (header: JwsHeader) => findKey(header),
      options,
    );
    return { ok: true, typ: protectedHeader.typ, payload: new TextDecoder("utf-8", { fatal: true }).decode(payload) };
  } catch (error) {
    if (findUnreachable(error)) throw error;
    return { ok: false, reason: error instanceof Error ? error.message : "it cannot be read" };
  }
}

/**
 * The keys that somebody publishes at `address`, by `readKeys`, which gives the key set there (RFC 7517) or throws `unreachable`. They are kept
 * for ten minutes; a key that is not among them makes them be read once more, at most every half a minute, whoever asks how often (RS-06).
 */
export const publishedKeys = (address: string, readKeys: () => Promise<object>): FindKey =>
  createRemoteJWKSet(new URL(address), {
    cacheMaxAge: minutes(10),
    cooldownDuration: seconds(30),
    [customFetch]: async () => Response.json(await readKeys()),
  });
