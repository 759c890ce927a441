import { redirect } from "@remix-run/node";

import { signOut } from "#app/auth/sign-out.server.ts";
import { noSessionCookie } from "#app/guards/cookies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { originOf } from "#app/guards/request-context.ts";

/** Looking at this address changes nothing: only the form signs out (LG-08, CS10). */
export const loader = guard({ open: "says that signing out takes a form" }, () => {
  throw new Response("Sign out with the button on a page.", { status: 405, headers: { Allow: "POST" } });
});

/** Ends the session; open to everybody, since signing out twice is no mistake. */
export const action = guard({ open: "signing out is never refused" }, async ({ principal, context }) => {
  if (principal.isAuthenticated && principal.session)
    await signOut(principal.userId, principal.session.id, originOf(context));
  return redirect("/", { status: 303, headers: { "Set-Cookie": noSessionCookie, "Clear-Site-Data": '"cache"' } });
});
