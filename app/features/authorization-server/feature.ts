import type { Feature } from "../feature.ts";

const metadata = "features/authorization-server/metadata.route.ts";

/** Tokens for other applications: OAuth 2.0 and OpenID Connect. */
export const authorizationServer = {
  name: "authorization-server",
  routes: [
    { path: "oauth2/authorize", file: "features/authorization-server/authorize.route.tsx" },
    {
      path: "oauth2/authorize/:uid",
      file: "features/authorization-server/authorize.route.tsx",
      id: "features/authorization-server/authorize.resumed",
    },
    { path: "oauth2/request/:uid", file: "features/authorization-server/request.route.tsx" },
    { path: "clients", file: "features/authorization-server/clients.route.tsx", under: "admin" },
    { path: "clients/new", file: "features/authorization-server/new-client.route.tsx", under: "admin" },
    { path: "clients/:id", file: "features/authorization-server/client.route.tsx", under: "admin" },
    { path: "applications", file: "features/authorization-server/settings.route.tsx", under: "settings" },
    { path: "device", file: "features/authorization-server/enter-code.route.tsx" },
    { path: "oauth2/logout", file: "features/authorization-server/logout.route.tsx" },
    { path: "oauth2/token", file: "features/authorization-server/token.route.ts" },
    { path: "oauth2/revoke", file: "features/authorization-server/revoke.route.ts" },
    { path: "oauth2/introspect", file: "features/authorization-server/introspect.route.ts" },
    { path: "oauth2/userinfo", file: "features/authorization-server/userinfo.route.ts" },
    { path: "oauth2/device", file: "features/authorization-server/device.route.ts" },
    { path: ".well-known/jwks.json", file: metadata, id: "features/authorization-server/keys" },
    { path: ".well-known/openid-configuration", file: metadata, id: "features/authorization-server/openid" },
    { path: ".well-known/oauth-authorization-server", file: metadata, id: "features/authorization-server/oauth" },
    {
      path: ".well-known/oauth-protected-resource/api",
      file: "features/authorization-server/protected-resource.route.ts",
    },
  ],
  openAddresses: [
    "/oauth2/authorize",
    "/oauth2/authorize/*",
    "/oauth2/token",
    "/oauth2/revoke",
    "/oauth2/introspect",
    "/oauth2/userinfo",
    "/oauth2/device",
    "/oauth2/logout",
    "/.well-known/*",
    "/.well-known/oauth-protected-resource/api",
  ],
  signedInAddresses: ["/oauth2/request/*", "/device"],
} as const satisfies Feature;
