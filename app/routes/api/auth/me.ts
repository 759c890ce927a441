import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";

/** Who is asking, as a program sees it. */
export const loader = guard({ signedIn: true, via: anyCredential }, ({ principal }) => {
  const { id, username, email, firstName, lastName, isStaff, isSuperuser } = principal.user;
  const { roles, permissions, via } = principal;
  return Response.json({ id, username, email, firstName, lastName, isStaff, isSuperuser, roles, permissions, via });
});
