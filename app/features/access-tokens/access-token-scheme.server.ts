import type { SignedIn } from "../../access/principal.ts";
import { findProgram } from "../../auth/program-sessions.server.ts";
import { stillPending } from "../../auth/sign-in-steps.server.ts";
import { log } from "../../log.server.ts";
import { recognised } from "../../guards/recognised.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { secretShown } from "../../guards/shown-credential.ts";
import { scopesIn } from "./scopes.ts";
import { tokenService } from "./token-service.server.ts";

/**
 * Recognises a program by its access token, and then by its session, as the database has it at this moment: whatever ended it holds now (JW15,
 * RV-07). Nobody for a bad token, whatever is wrong with it; only the log knows (BE-04). A forged one costs no statement.
 */
export async function accessTokenScheme({ shown, address, requestId }: RequestContext): Promise<SignedIn | null> {
  const token = secretShown(shown, "accessToken");
  const verified = token === null ? null : await tokenService?.verify(token);
  if (!verified) return null;
  if (!verified.ok) {
    log.debug({ reason: verified.reason, requestId }, "an access token does not count");
    return null;
  }
  const { claims } = verified;
  const found = await findProgram(claims.sid);
  if (!found || found.user.id !== claims.sub) {
    log.debug({ reason: "its session has ended", requestId }, "an access token does not count");
    return null;
  }
  const { id, client, method, pending } = found.session;
  const how = {
    via: "accessToken",
    method,
    pending: stillPending(pending, found.user),
    session: null, // so that nothing that wants a fresh proof opens
    credential: { id, label: client },
    scopes: scopesIn(claims.scope),
    claims,
  } as const;
  return recognised(found, how, address);
}
