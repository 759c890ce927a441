import { recordEvent } from "../../audit/record.server.ts";
import type { KnownOrigin } from "../../auth/account-notices.server.ts";
import { authenticate, type Authenticated } from "../../auth/authenticate.server.ts";
import { programLives } from "../../auth/program-lives.ts";
import { isIdentityGone, signIn, type SignInOutcome } from "../../auth/sign-in.server.ts";
import { firstUnmetStep } from "../../auth/sign-in-steps.server.ts";
import { fromNow } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import type { PendingStep } from "../../db/sessions.schema.ts";
import { issueTokens, type ProgramTokens } from "./program-tokens.server.ts";
import type { JwtService } from "./jwt-service.server.ts";
import { newRefreshToken } from "./refresh-token.server.ts";
import { storeRefreshToken } from "./refresh-tokens.server.ts";
import type { Scopes } from "./scopes.ts";
import type { AccessClaims } from "./token-service.server.ts";

/** Who wants to come in, with what: `client` is what the program calls itself. */
export type ProgramArrival = {
  readonly identifier: string;
  readonly password: string;
  readonly client: string;
  readonly scopes: Scopes;
};

/** Why a program did not come in. All but "invalid", "limited" and "unreachable" is said only after the right password (LG-05). */
export type ProgramRefused =
  | { ok: false; reason: "invalid" | "unreachable" | "disabled" | "unconnected" }
  | { ok: false; reason: "limited"; retryAfter: number }
  | { ok: false; reason: "pending"; step: PendingStep };

/**
 * Signs a program in by the password of its person, wherever that is checked (LG-09, LG-14, LD-12), the same way as pages do: same limits, same
 * lock-out, same events. A program can take no further step, so somebody who has one left gets no session at all.
 */
export async function signInProgram(
  service: JwtService<AccessClaims>,
  { identifier, password, client, scopes }: ProgramArrival,
  origin: KnownOrigin,
): Promise<{ ok: true; tokens: ProgramTokens } | ProgramRefused> {
  const found = await authenticate({ identifier, password, deviceToken: null, origin });
  if (!found.ok) return found.reason === "unconnected" ? { ok: false, reason: "unconnected" } : found;
  const step = found.user.isActive ? firstUnmetStep(found.user) : null; // who is disabled is told that instead
  if (step) return stopAt(step, found.user.id, origin);
  const entered = await enter(found, client, origin);
  if (!entered.ok) return entered;
  const refreshToken = newRefreshToken();
  const { sessionId } = entered;
  await storeRefreshToken(db, refreshToken, { sessionId, scopes, expiresAt: fromNow(programLives.idle) });
  const about = { userId: found.user.id, sessionId, client, scopes };
  return { ok: true, tokens: await issueTokens(service, about, refreshToken) };
}

async function stopAt(step: PendingStep, userId: string, origin: KnownOrigin): Promise<ProgramRefused> {
  const details = { step, program: true };
  await recordEvent({ event: "sign-in", outcome: "refused", reason: "step-pending", actorId: userId, details }, origin);
  return { ok: false, reason: "pending", step };
}

const enter = (
  { user, method, identityId }: Extract<Authenticated, { ok: true }>,
  client: string,
  origin: KnownOrigin,
): Promise<SignInOutcome | { ok: false; reason: "invalid" }> => {
  const arrival = { origin, remember: false, deviceToken: null, previousToken: null, client };
  return signIn(user, method, identityId === undefined ? arrival : { ...arrival, identityId }).catch((error) => {
    if (!isIdentityGone(error)) throw error;
    return { ok: false, reason: "invalid" };
  });
};
