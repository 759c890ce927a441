import { isPermission } from "../../access/permissions.ts";
import type { SignedIn } from "../../access/principal.ts";
import { firstUnmetStep } from "../../auth/sign-in-steps.server.ts";
import { now } from "../../clock.ts";
import { recognised } from "../../guards/recognised.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { proofShown, secretShown, type ShownCredential } from "../../guards/shown-credential.ts";
import { ownApi } from "./resources.server.ts";
import { isProven } from "./dpop-proof.server.ts";
import { scopesIn } from "./scopes.ts";
import { lookUpToken } from "./token-lookup.server.ts";

/**
 * Recognises an application by a token that we issued, in the name of whoever has allowed it, capped by what they have allowed; or in the name of
 * its own account. What they may do themselves, and whether it still holds, the database says at this moment. Nobody for a token that is for
 * another service, for one that is bound to a key that was not proven, and for one that is not where it is shown as such (RFC 9449, section 7.1).
 */
export async function issuedTokenScheme({ shown, address }: RequestContext): Promise<SignedIn | null> {
  const tokenHash = secretShown(shown, "accessToken");
  if (tokenHash === null || !/^[0-9a-f]{64}$/.test(tokenHash)) return null;
  const found = await lookUpToken(tokenHash);
  if (!found || !found.user.isActive) return null;
  const { client, expiresAt, scope, audience, boundTo } = found.token;
  if (expiresAt <= now() || (audience !== null && audience !== ownApi)) return null;
  if (!(await isShownByItsOwner(shown, boundTo, tokenHash))) return null;
  const how = {
    via: "accessToken",
    method: null,
    pending: firstUnmetStep(found.user),
    session: null,
    credential: { id: client.id, label: client.name },
    scopes: scopesIn(scope).filter(isPermission),
    claims: { client_id: client.id, sub: found.user.id, scope },
  } as const;
  return recognised(found, how, address);
}

async function isShownByItsOwner(shown: ShownCredential | null, boundTo: string | null, tokenHash: string) {
  const proof = proofShown(shown);
  return proof === null || boundTo === null ? proof === boundTo : isProven(proof, { tokenHash, boundTo });
}
