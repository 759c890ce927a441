import type { Feature } from "../feature.ts";

const login = "features/oauth/login.route.tsx";
const callback = "features/oauth/callback.route.tsx";

/** Signing in through OAuth 2 and OpenID Connect (OL-10, and by their other names OL-11). */
export const oauth = {
  name: "oauth",
  routes: [
    { path: "auth/:provider/login", file: login },
    { path: "auth/:provider/callback", file: callback },
    { path: "oauth2/authorization/:provider", file: login, id: "features/oauth/login.alias" },
    { path: "login/oauth2/code/:provider", file: callback, id: "features/oauth/callback.alias" },
    { path: "connections/new", file: "features/oauth/new-connection.route.tsx", under: "admin" },
    { path: "api/dashboard", file: "features/oauth/dashboard.route.ts" },
  ],
  openAddresses: ["/auth/*/login", "/auth/*/callback", "/oauth2/authorization/*", "/login/oauth2/code/*"],
  newConnection: { kind: "openid", address: "/admin/connections/new" },
} as const satisfies Feature;
