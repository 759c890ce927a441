import type { Feature } from "../feature.ts";

/** Signing in with the password of a directory (LDAP, Active Directory), by the ordinary form. */
export const ldap = {
  name: "ldap",
  routes: [
    { path: "settings/directory/:connection", file: "features/ldap/connect.route.tsx" },
    { path: "connections/new-ldap", file: "features/ldap/new-connection.route.tsx", under: "admin" },
  ],
  openAddresses: [],
  newConnection: { kind: "ldap", address: "/admin/connections/new-ldap" },
} as const satisfies Feature;
