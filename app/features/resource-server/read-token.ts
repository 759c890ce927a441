import { z } from "zod";

import { hours, now, seconds } from "../../clock.ts";
import { isCompactJws } from "../../auth/compact-jws.ts";
import { LONGEST_TOKEN } from "./credential-reader.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

/** What a token says that is looked at; the rest is there as it was said. */
export type TokenClaims = z.output<typeof claimsShape>;

/** A token that would count, if its signature is right. */
export type PlausibleToken = { ok: true; issuer: TrustedIssuer; claims: TokenClaims };
export type ReadToken = PlausibleToken | { ok: false; reason: string };

/** Public keys only: with a secret one, whoever can read the public half could sign as well (JW02). */
export const ALGORITHMS = "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519".split(" ");

const SKEW = seconds(30); // between the issuer's clock and ours
const LONGEST_LIFE = hours(24);
const MOST_AUDIENCES = 50;

// With NUL in it, the database would take it for a mistake of ours; half a character would become another one on the way there.
const name = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,255}$/u);
const moment = z.int().positive();

const headerShape = z.looseObject({
  alg: z.enum(ALGORITHMS),
  typ: z.string().regex(/^(application\/)?at\+jwt$/i),
  kid: name,
});

const claimsShape = z.looseObject({
  iss: z.string(),
  sub: name,
  aud: z.union([z.string(), z.array(z.string()).max(MOST_AUDIENCES)]),
  exp: moment,
  iat: moment,
  jti: name,
  nbf: moment.optional(),
  client_id: name.optional(),
  azp: name.optional(),
});

// A key or an address of the token's own, and what would change how it is to be read.
const refusedHeaders = ["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"];

/**
 * Reads what a token says of itself, without believing it: whether it claims to be an access token for us (RFC 9068, section 4), of an issuer
 * that is trusted, and of this moment. One that does not is refused before anybody is asked for keys, so a forged one costs no call (JW01 …
 * JW09).
 */
export function readToken(text: string, issuers: readonly TrustedIssuer[]): ReadToken {
  if (!isCompactJws(text, LONGEST_TOKEN)) return refused("it is no signed token");
  const [header, payload] = text.split(".", 2).map(readJson);
  const issuer = issuers.find((one) => one.issuer === (payload as { iss?: unknown } | null)?.iss);
  if (!issuer) return refused("its issuer is not trusted");
  const head = headerShape.safeParse(header);
  if (!head.success) return refused(`its header is wrong at ${placesIn(head.error)}`);
  const odd = refusedHeaders.find((one) => Object.hasOwn(head.data, one));
  if (odd) return refused(`its header has ${odd}`);
  const claims = claimsShape.safeParse(payload);
  if (!claims.success) return refused(`its claims are wrong at ${placesIn(claims.error)}`);
  const doubt = doubtIn(claims.data, issuer);
  return doubt === null ? { ok: true, issuer, claims: claims.data } : refused(doubt);
}

function doubtIn(claims: TokenClaims, { audience }: TrustedIssuer): string | null {
  const { aud, exp, iat, nbf = iat } = claims;
  const present = now().getTime();
  if (![aud].flat().includes(audience)) return "it is for somebody else";
  if (seconds(exp) <= present - SKEW) return "it has expired";
  if (seconds(Math.max(iat, nbf)) > present + SKEW) return "it is of a time to come";
  if (exp <= iat || seconds(exp - iat) > LONGEST_LIFE) return "it lives for no time, or too long";
  // Bound to a key that whoever shows it must have (RFC 9449, RFC 8705): we could not tell, and a copied one would do.
  return Object.hasOwn(claims, "cnf") ? "it is bound to a key" : null;
}

function readJson(part: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(part, "base64url")));
  } catch {
    return null;
  }
}

const refused = (reason: string) => ({ ok: false, reason }) as const;
const placesIn = (error: z.ZodError) => error.issues.map(({ path }) => String(path[0] ?? "all")).join(", ");
