import type { Feature } from "../feature.ts";

/** Access tokens of other issuers, on addresses for programs (RS-01 … RS-07). It has no address of its own. */
export const resourceServer = {
  name: "resource-server",
  routes: [],
  openAddresses: [],
} as const satisfies Feature;
