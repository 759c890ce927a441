import type { Principal } from "../../access/principal.ts";
import type { FlowPurpose } from "../../db/sign-in-flows.schema.ts";

/**
 * What somebody wants from a provider. Connecting it, or confirming that it is them, takes somebody who is signed in and begins on a page of
 * ours: whoever is sent here by another site can only be made to sign in.
 */
export function purposeOf(request: Request, principal: Principal): FlowPurpose {
  const asked = new URL(request.url).searchParams.get("purpose");
  const site = request.headers.get("sec-fetch-site") ?? "same-origin";
  const mayAsk = principal.isAuthenticated && !principal.pending && site === "same-origin";
  return mayAsk && (asked === "connect" || asked === "confirm") ? asked : "sign-in";
}

/** Where they come back to: each way in has the way back that belongs to it (OL-11), and each provider its own (OC12). */
export const callbackFor = (name: string, pathname: string): string =>
  pathname.startsWith("/oauth2/") ? `/login/oauth2/code/${name}` : `/auth/${name}/callback`;
