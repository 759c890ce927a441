import type { ServerBuild } from "@remix-run/node";

import { isGuarded } from "./guarded.ts";
import { operationsOf, type Operations } from "./operations.ts";
import { placeOf } from "./place.ts";
import type { Policy } from "./policy.ts";

/** One row of the policy table: what protects one handler. */
export type PolicyRow = {
  path: string;
  method: "GET" | "POST";
  routeId: string;
  policy: Policy;
  layouts: readonly Policy[];
  /** What the handler does, where that is described: under `/api`. */
  operations: Operations | null;
};

/** Every loader and action of a build with the policy in front of it, by path: what the reviewer reads. */
export function policyTable(build: ServerBuild): PolicyRow[] {
  return Object.values(build.routes).flatMap((route) => {
    if (!route) return [];
    const { path, ancestors } = placeOf(route, build.routes);
    const row = (method: "GET" | "POST", handler: unknown) =>
      isGuarded(handler) && path
        ? [
            {
              path,
              method,
              routeId: route.id,
              policy: handler.policy,
              layouts: ancestors,
              operations: operationsOf(handler),
            },
          ]
        : [];
    return [...row("GET", route.module.loader), ...row("POST", route.module.action)];
  });
}
