import type { Feature } from "../feature.ts";

/** Signing in through a proxy that stands in front of the app and knows who asks (CB-05, CB-07). */
export const trustedProxy = {
  name: "trusted-proxy",
  routes: [{ path: "auth/proxy/login", file: "features/trusted-proxy/login.route.tsx" }],
  openAddresses: ["/auth/proxy/login"],
} as const satisfies Feature;
