import type { Feature } from "../feature.ts";

const callback = "features/saml/callback.route.tsx";

/** Signing in through SAML 2.0 identity providers (SA-01, SA-02; by the seed's own address too). */
export const saml = {
  name: "saml",
  routes: [
    { path: "auth/saml/:connection/login", file: "features/saml/login.route.tsx" },
    { path: "auth/saml/:connection/callback", file: callback },
    { path: "auth/saml/:connection/finish", file: "features/saml/finish.route.tsx" },
    { path: "auth/saml/:connection/metadata", file: "features/saml/metadata.route.ts" },
    { path: "auth/saml/callback", file: callback, id: "features/saml/callback.alias" },
    { path: "connections/new-saml", file: "features/saml/new-connection.route.tsx", under: "admin" },
    { path: "connections/:id/saml", file: "features/saml/connection.route.tsx", under: "admin" },
  ],
  openAddresses: [
    "/auth/saml/*/login",
    "/auth/saml/*/callback",
    "/auth/saml/*/finish",
    "/auth/saml/*/metadata",
    "/auth/saml/callback",
  ],
  newConnection: { kind: "saml", address: "/admin/connections/new-saml" },
} as const satisfies Feature;
