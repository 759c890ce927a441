import { deepFreeze, type Person, type SignedIn } from "#app/access/principal.ts";
import type { Standing } from "#app/access/role-graph.ts";

/** Somebody signed in with this standing, without a database. */
export function principal(username: string, standing: Standing): SignedIn {
  const named = { id: username, username, email: `${username}@example.com`, firstName: "", lastName: "", fullName: "" };
  const user: Person = { ...named, isStaff: false, isSuperuser: false };
  const how = {
    via: "session",
    method: "password",
    pending: null,
    session: null,
    credential: null,
    scopes: null,
    claims: null,
    attributes: {},
  } as const;
  return deepFreeze({
    kind: "user",
    isAuthenticated: true,
    isAnonymous: false,
    userId: username,
    user,
    ...how,
    ...standing,
  });
}
