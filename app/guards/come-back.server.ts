import type { ReturnOutcome } from "../auth/come-back.server.ts";
import type { Principal } from "../access/principal.ts";
import { deviceCookie, sessionCookie } from "./cookies.server.ts";
import { originOf, type RequestContext } from "./request-context.ts";

/** What the core wants to know of the browser that has come back from signing in elsewhere. */
export function browserBack(context: RequestContext, { session, userId }: Principal) {
  const { deviceToken, sessionToken: previousToken } = context;
  return {
    arrival: { origin: originOf(context), remember: false, deviceToken, previousToken },
    present: session && userId ? { userId, sessionId: session.id } : null,
  };
}

/** Where coming back leads when it leads somewhere, and the cookies for the way. */
export function wayOn(
  outcome: Exclude<ReturnOutcome, { is: "refused" }>,
  redirectTo: string,
): { to: string; headers: Headers } {
  const headers = new Headers();
  if (outcome.is === "held") return { to: connectAddress(outcome.heldId), headers };
  const { token } = outcome.session;
  headers.append("Set-Cookie", sessionCookie(token, outcome.is === "confirmed" && outcome.session.remember));
  if (outcome.is === "signed-in") headers.append("Set-Cookie", deviceCookie(outcome.session.deviceToken));
  return { to: redirectTo, headers };
}

/** The page on which somebody says whether an identity that waits is to be connected to their account. */
export const connectAddress = (heldId: string): string =>
  `/settings/sign-in-methods?${new URLSearchParams({ connect: heldId })}`;
