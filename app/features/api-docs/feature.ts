import type { Feature } from "../feature.ts";

/** The description of everything under `/api`, for programs and for people. */
export const apiDocs = {
  name: "api-docs",
  routes: [
    { path: "openapi.json", file: "features/api-docs/openapi.route.ts" },
    { path: "docs", file: "features/api-docs/docs.route.tsx" },
    { path: "redoc", file: "features/api-docs/redoc.route.ts" },
  ],
  openAddresses: ["/openapi.json", "/docs", "/redoc"],
} as const satisfies Feature;
