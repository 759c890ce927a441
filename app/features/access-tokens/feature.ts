import type { Feature } from "../feature.ts";

/** Signing programs in with a password, for access tokens of minutes and refresh tokens that each work once (LG-09, LG-10). */
export const accessTokens = {
  name: "access-tokens",
  routes: [
    { path: "api/auth/login", file: "features/access-tokens/login.route.ts" },
    { path: "api/auth/refresh", file: "features/access-tokens/refresh.route.ts" },
    { path: "api/auth/logout", file: "features/access-tokens/logout.route.ts" },
  ],
  openAddresses: ["/api/auth/login", "/api/auth/refresh", "/api/auth/logout"],
} as const satisfies Feature;
