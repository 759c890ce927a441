import type { KnownOrigin } from "../../auth/account-notices.server.ts";
import { findProgram } from "../../auth/program-sessions.server.ts";
import { endReused } from "./end-reused.server.ts";
import type { JwtService } from "./jwt-service.server.ts";
import { issueTokens, type ProgramTokens } from "./program-tokens.server.ts";
import { readRefreshToken } from "./refresh-token.server.ts";
import { findRefreshToken, useRefreshToken } from "./refresh-tokens.server.ts";
import { areWithin, type Scopes } from "./scopes.ts";
import type { AccessClaims } from "./token-service.server.ts";

/** New tokens, or why there are none: "scope" where more is asked for than the session was given. */
export type Refreshed = { ok: true; tokens: ProgramTokens } | { ok: false; reason: "invalid" | "scope" };

/**
 * Gives a program new tokens for its refresh token, which is used up by this (RV-01, RV-05, RV-06). `asked` narrows the access token; the
 * refresh token keeps what the session was given (RFC 6749, section 6). A copy that is used later than the original ends the session.
 */
export async function refreshProgram(
  service: JwtService<AccessClaims>,
  text: string,
  asked: Scopes,
  origin: KnownOrigin,
): Promise<Refreshed> {
  const token = readRefreshToken(text);
  const stored = token && (await findRefreshToken(token));
  const found = stored && (await findProgram(stored.sessionId));
  if (!found) return { ok: false, reason: "invalid" };
  if (asked && !areWithin(asked, stored.scopes)) return { ok: false, reason: "scope" };
  const use = await useRefreshToken(token, stored);
  if (use.is === "reused") await endReused(found, origin);
  if (use.is !== "used") return { ok: false, reason: "invalid" };
  const { id: sessionId, client } = found.session;
  const about = { userId: found.user.id, sessionId, client, scopes: asked ?? stored.scopes };
  return { ok: true, tokens: await issueTokens(service, about, use.successor) };
}
