import type { ServerBuild } from "@remix-run/node";

import { findUnguarded } from "./coverage.ts";
import { enforce, type Place } from "./enforce.server.ts";
import { asGuarded, isGuarded, type RouteArgs } from "./guarded.ts";
import type { Policy } from "./policy.ts";
import { unknownAddress } from "./url-rules.ts";

type Routes = ServerBuild["routes"];
type Route = NonNullable<Routes[string]>;

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
  return { ...build, routes };
}

function wrapRoute(route: Route, routes: Routes): Route {
  const place = placeOf(route, routes);
  const wrap = (handler: unknown) =>
    isGuarded(handler) ? asGuarded((args: RouteArgs) => enforce(place, handler, args), handler) : undefined;
  const { loader, action } = route.module;
  return { ...route, module: { ...route.module, loader: wrap(loader), action: wrap(action) } } as Route;
}

/** Where a route stands: its full path as the router matches it, and the policies of the layouts around it, outermost first. */
export function placeOf(route: Route, routes: Routes): Place {
  const layouts = ancestorsOf(route, routes);
  const path = [...layouts, route]
    .map((one) => one.path ?? "")
    .filter(Boolean)
    .join("/");
  return { id: route.id, path: path === "*" ? unknownAddress : `/${path}`, ancestors: layouts.flatMap(policyOf) };
}

function ancestorsOf(route: Route, routes: Routes): Route[] {
  const parent = route.parentId ? routes[route.parentId] : undefined;
  return parent ? [...ancestorsOf(parent, routes), parent] : [];
}

/** One row of the policy table: what protects one handler. */
export type PolicyRow = {
  path: string;
  method: "GET" | "POST";
  routeId: string;
  policy: Policy;
  layouts: readonly Policy[];
};

/** Every loader and action of a build with the policy in front of it, by path: what the gate answers from and the reviewer reads. */
export function policyTable(build: ServerBuild): PolicyRow[] {
  return Object.values(build.routes).flatMap((route) => {
    if (!route) return [];
    const { path, ancestors } = placeOf(route, build.routes);
    const row = (method: "GET" | "POST", handler: unknown) =>
      isGuarded(handler) && path
        ? [{ path, method, routeId: route.id, policy: handler.policy, layouts: ancestors }]
        : [];
    return [...row("GET", route.module.loader), ...row("POST", route.module.action)];
  });
}

const policyOf = (route: Route): Policy[] => (isGuarded(route.module.loader) ? [route.module.loader.policy] : []);
