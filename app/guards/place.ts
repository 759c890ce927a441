import type { ServerBuild } from "@remix-run/node";

import { isGuarded } from "./guarded.ts";
import { methodsDescribed } from "./operations.ts";
import type { Policy } from "./policy.ts";
import { unknownAddress } from "./url-rules.ts";

export type Routes = ServerBuild["routes"];
export type Route = NonNullable<Routes[string]>;

/**
 * Where a handler stands in the app: its route, that route's path as Remix matches it, the policies of the layouts around it, and the methods
 * that the route takes, where that is described.
 */
export type Place = {
  id: string;
  path: string | null;
  ancestors: readonly Policy[];
  methods: readonly string[] | null;
};

/** Where a route stands: its full path as the router matches it, and the policies of the layouts around it, outermost first. */
export function placeOf(route: Route, routes: Routes): Place {
  const layouts = ancestorsOf(route, routes);
  const path = [...layouts, route]
    .map((one) => one.path ?? "")
    .filter(Boolean)
    .join("/");
  return {
    id: route.id,
    path: path === "*" ? unknownAddress : `/${path}`,
    ancestors: layouts.flatMap(policyOf),
    methods: methodsDescribed([route.module.loader, route.module.action]),
  };
}

function ancestorsOf(route: Route, routes: Routes): Route[] {
  const parent = route.parentId ? routes[route.parentId] : undefined;
  return parent ? [...ancestorsOf(parent, routes), parent] : [];
}

const policyOf = (route: Route): Policy[] => (isGuarded(route.module.loader) ? [route.module.loader.policy] : []);
