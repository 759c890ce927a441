import type { Caller } from "../../access/principal.ts";
import { firstUnmetStep } from "../../auth/sign-in-steps.server.ts";
import { env } from "../../env.server.ts";
import { recognisedService } from "../../guards/recognised-service.server.ts";
import { recognised } from "../../guards/recognised.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { secretShown } from "../../guards/shown-credential.ts";
import { log } from "../../log.server.ts";
import { mappedRoles, scopesIn } from "./carried.ts";
import { findLinked } from "./find-linked.server.ts";
import type { PlausibleToken } from "./read-token.ts";
import { idAt } from "./service-id.ts";
import { createTokenVerifier } from "./verify-token.server.ts";

const verify = createTokenVerifier(env.features.resourceServer);

/**
 * Recognises whoever shows an access token of a trusted issuer: the person here who has connected that subject, with their own rights, else a
 * program in nobody's name, with the roles that the operator maps; both only as far as the token's scopes reach (RS-07). Nobody for a bad token,
 * or where the person is disabled; only the log knows why. Throws `unreachable` while the issuer does not answer.
 */
export async function externalTokenScheme({ shown, address, requestId }: RequestContext): Promise<Caller | null> {
  const token = secretShown(shown, "accessToken");
  const verified = token === null ? null : await verify(token);
  if (!verified) return null;
  const found = verified.ok ? await callerOf(verified, address) : verified.reason;
  if (typeof found !== "string") return found;
  log.debug({ reason: found, requestId }, "an access token of another issuer does not count");
  return null;
}

async function callerOf({ issuer, claims }: PlausibleToken, address: string): Promise<Caller | string> {
  const client = claims.client_id ?? claims.azp;
  const credential = { id: idAt(issuer.issuer, client ?? claims.sub), label: client ?? new URL(issuer.issuer).host };
  const how = { credential, scopes: scopesIn(claims), claims };
  // A program that calls itself by somebody's name is still no person (RFC 9068, section 5).
  const subject = client === claims.sub ? null : claims.sub;
  const { user, ...standing } = await findLinked(issuer.issuer, subject);
  if (user && !user.isActive) return "its person is disabled";
  if (user) {
    const arrived = { via: "accessToken", method: null, pending: firstUnmetStep(user), session: null, ...how } as const;
    return recognised({ user, ...standing }, arrived, address);
  }
  const service = { userId: idAt(issuer.issuer, claims.sub), roleNames: mappedRoles(issuer, claims), ...how };
  return recognisedService(service, standing.accessVersion, address);
}
