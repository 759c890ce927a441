import type { Principal } from "../access/principal.ts";
import type { FlowPurpose } from "../db/sign-in-flows.schema.ts";

/**
 * What somebody wants from a place elsewhere. Connecting it, or confirming that it is them, takes somebody who is signed in and begins on a
 * page of ours: whoever is sent here by another site can only be made to sign in. `pages`: where ours are, seen from the address asked for.
 */
export function purposeOf(
  request: Request,
  principal: Principal,
  pages: "same-origin" | "same-site" = "same-origin",
): FlowPurpose {
  const asked = new URL(request.url).searchParams.get("purpose");
  const site = request.headers.get("sec-fetch-site") ?? "same-origin";
  const mayAsk = principal.isAuthenticated && !principal.pending && (site === "same-origin" || site === pages);
  return mayAsk && (asked === "connect" || asked === "confirm") ? asked : "sign-in";
}
