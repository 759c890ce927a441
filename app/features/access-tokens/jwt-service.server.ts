import { z } from "zod";

import { now, seconds } from "../../clock.ts";
import { newId } from "../../db/columns.ts";
import { makeVerifier } from "./good-signatures.server.ts";
import { signOwn } from "./own-jws.server.ts";
import type { TokenKey } from "../../token-key.ts";

const SKEW = seconds(5); // between the clocks of our own processes

/** What every token of ours says (RFC 9068, section 2.2). */
export type RegisteredClaims = z.output<ReturnType<typeof registeredBy>>;

/** `lifetime` in milliseconds; `claims` is what tokens say besides, which `verify` demands too. */
export type JwtConfig<Own> = {
  readonly keys: readonly TokenKey[];
  readonly issuer: string;
  readonly audience: string;
  readonly lifetime: number;
  readonly claims: z.ZodType<Own>;
};

export type VerifiedJwt<Own> = { ok: true; claims: RegisteredClaims & Own } | { ok: false; reason: string };

/** Issues and verifies the access tokens of one issuer. Another one takes its place in `token-service.server.ts` (JT-20). */
export type JwtService<Own> = {
  /** A token for this person; `claims` never override what the service says itself (JT-07). */
  issue: (subject: string, claims: Own & { client_id: string }) => Promise<string>;
  /** What a token says, if it is one of ours and counts now; else why not. Never throws, asks nobody (JT-05, JT-15). */
  verify: (token: string) => Promise<VerifiedJwt<Own>>;
};

/** Makes the service: the first key signs, every listed one verifies what it signed (JT-01, JT-14). */
export function createJwtService<Own extends object>(config: JwtConfig<Own>): JwtService<Own> {
  const { keys, issuer, audience, lifetime, claims: own } = config;
  const registered = registeredBy(issuer, audience);
  const [newest] = keys;
  if (!newest) throw new Error("there is no key for tokens");
  const verifySignature = makeVerifier(keys);
  return {
    issue(subject, claims) {
      const iat = Math.floor(now().getTime() / seconds(1));
      const said = { iss: issuer, aud: audience, sub: subject, jti: newId(), iat, exp: iat + lifetime / seconds(1) };
      return signOwn(JSON.stringify({ ...claims, ...said }), "at+jwt", newest);
    },
    async verify(token) {
      const signed = await verifySignature(token);
      if (!signed.ok) return signed;
      // An ID token or one for another purpose is none of ours, whoever signed it (RFC 9068, section 4; JW08).
      if (signed.typ !== "at+jwt") return { ok: false, reason: "it is no access token" };
      const payload = readObject(signed.payload);
      const [common, besides] = [registered.safeParse(payload), own.safeParse(payload)];
      if (!common.success || !besides.success) return { ok: false, reason: flawsOf(common.error, besides.error) };
      const untimely = untimeliness(common.data, lifetime);
      return untimely ? { ok: false, reason: untimely } : { ok: true, claims: { ...besides.data, ...common.data } };
    },
  };
}

const moment = z.int().positive();

// One issuer and one audience, as text: a list, or an address that only begins alike, is somebody else's (JW07).
const registeredBy = (issuer: string, audience: string) =>
  z.object({
    iss: z.literal(issuer),
    aud: z.literal(audience),
    sub: z.uuid(),
    client_id: z.string().min(1).max(200),
    jti: z.string().min(1).max(200),
    iat: moment,
    exp: moment,
    nbf: moment.optional(),
  });

function untimeliness({ iat, exp, nbf = iat }: RegisteredClaims, lifetime: number): string | null {
  const at = now().getTime();
  if (seconds(exp) <= at - SKEW) return "it has expired";
  if (seconds(Math.max(iat, nbf)) > at + SKEW) return "it is of a time to come";
  return seconds(exp - iat) > lifetime ? "it lives longer than ours do" : null;
}

function readObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const flawsOf = (...errors: (z.ZodError | undefined)[]) =>
  `its claims are not ours: ${errors.flatMap((error) => error?.issues.map(({ path }) => path.join(".")) ?? []).join(", ")}`;
