import type { Feature } from "../feature.ts";

/** Keys that people make for their machines. */
export const apiKeys = {
  name: "api-keys",
  routes: [
    { path: "api-keys", file: "features/api-keys/settings.route.tsx", under: "settings" },
    { path: "api/keys", file: "features/api-keys/keys.route.ts" },
    { path: "api/keys/rotate", file: "features/api-keys/rotate.route.ts" },
    { path: "api/keys/:id", file: "features/api-keys/key.route.ts" },
    { path: "api/webhooks", file: "features/api-keys/webhook.route.ts" },
  ],
  openAddresses: ["/api/webhooks"],
} as const satisfies Feature;
