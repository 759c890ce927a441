import type { Scene } from "./scenes.ts";

/** What somebody sees who goes where the lab's proxy leads, and not through it. */
export const proxyScenes: readonly Scene[] = [
  { name: "proxy-not-believed", as: null, open: (page) => page.goto("/auth/proxy/login") },
];
