import { verifyJws, type FindKey } from "../../auth/jws.server.ts";
import { keysOfIssuer } from "./issuer-keys.server.ts";
import { ALGORITHMS, readToken, type ReadToken } from "./read-token.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

/** What a token says, if one of the trusted issuers signed it for us and it counts now; else why not, for the log (RS-02). */
export type VerifyToken = (text: string) => Promise<ReadToken>;

/**
 * Makes what verifies tokens of these issuers, each by its own keys alone. Throws `unreachable` while the keys that a token needs cannot be had,
 * and nothing else.
 */
export function createTokenVerifier(
  issuers: readonly TrustedIssuer[],
  keysOf: (issuer: string) => FindKey = keysOfIssuer,
): VerifyToken {
  const keys = new Map(issuers.map(({ issuer }) => [issuer, keysOf(issuer)]));
  return async (text) => {
    const read = readToken(text, issuers);
    const findKey = read.ok ? keys.get(read.issuer.issuer) : undefined;
    if (!read.ok || !findKey) return read;
    const signed = await verifyJws(text, findKey, { algorithms: ALGORITHMS });
    return signed.ok ? read : signed;
  };
}
