import type { ServerBuild } from "@remix-run/node";

import { isGuarded, type Guarded } from "./guard.server.ts";

/** What the exports of a route file must look like for it to compile: see `.generated/route-coverage.ts`. */
export type GuardedRoute<Module> = (Module extends { loader: unknown } ? { loader: Guarded } : unknown) &
  (Module extends { action: unknown } ? { action: Guarded } : unknown) &
  (Module extends { default: unknown } ? { loader: Guarded } : unknown);

/**
 * What is wrong with the routes of a build: a loader or action without a policy, or a page without a loader, whose component
 * nothing would protect. Empty when every door has its guard. The server refuses to start otherwise (AZ01, GD-20).
 */
export function findUnguarded(build: Pick<ServerBuild, "routes">): string[] {
  return Object.values(build.routes).flatMap((route) => {
    if (!route) return [];
    const { loader, action, default: component } = route.module;
    const missing = component && !loader ? [`${route.id} has a page but no loader: export const loader = guard({ … }, …)`] : [];
    const bare = Object.entries({ loader, action }).filter(([, handler]) => handler && !isGuarded(handler));
    return [...missing, ...bare.map(([name]) => `${route.id} has a bare ${name}: wrap it in guard({ … }, …)`)];
  });
}
