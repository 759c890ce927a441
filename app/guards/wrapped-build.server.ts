import type { ServerBuild } from "@remix-run/node";

import { findUnguarded } from "./coverage.ts";
import { keepPolicies } from "./current-policies.server.ts";
import { enforce } from "./enforce.server.ts";
import { asGuarded, isGuarded, type RouteArgs } from "./guarded.ts";
import { placeOf, type Route, type Routes } from "./place.ts";
import { policyTable } from "./policy-table.ts";

/**
 * The build with every loader and action behind the whole enforcement: URL rules and the policies of all its layouts, then its own.
 * Remix lets a caller name a single loader (`?_routes=`), so a layout's loader protects nothing below it (GD-20, RX01, RX04);
 * here every way in ends in the same function. Throws, naming each file, when a route has no policy.
 */
export function wrapBuild(build: ServerBuild): ServerBuild {
  const problems = findUnguarded(build);
  if (problems.length > 0)
    throw new Error(`Routes without a guard:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => [id, route && wrapRoute(route, build.routes)]),
  );
  keepPolicies(policyTable(build));
  return { ...build, routes };
}

function wrapRoute(route: Route, routes: Routes): Route {
  const place = placeOf(route, routes);
  const wrap = (handler: unknown) =>
    isGuarded(handler) ? asGuarded((args: RouteArgs) => enforce(place, handler, args), handler) : undefined;
  const { loader, action } = route.module;
  return { ...route, module: { ...route.module, loader: wrap(loader), action: wrap(action) } } as Route;
}
