import type { ServerBuild } from "@remix-run/node";

import { findContradiction } from "./policy.ts";
import { isGuarded, type Guarded } from "./guarded.ts";

/** What is wrong with the exports of a route file, as a type: `never` when nothing is. Asked of every route by `.generated/route-coverage.ts`. */
export type UnguardedExports<Module> =
  | (Module extends { loader: infer Loader }
      ? Loader extends Guarded
        ? never
        : "a bare loader: wrap it in guard({ … }, …)"
      : Module extends { default: unknown }
        ? "a page without a loader: export const loader = guard({ … }, …)"
        : never)
  | (Module extends { action: infer Action }
      ? Action extends Guarded
        ? never
        : "a bare action: wrap it in guard({ … }, …)"
      : never);

/** Compiles only when there is no problem. */
export type Nothing<Problem extends never> = Problem;

/**
 * What is wrong with the routes of a build: a loader or action without a policy, or a page without a loader, whose component
 * nothing would protect. Empty when every door has its guard. The server refuses to start otherwise (AZ01, GD-20).
 */
export function findUnguarded(build: Pick<ServerBuild, "routes">): string[] {
  return Object.values(build.routes).flatMap((route) => {
    if (!route) return [];
    const { loader, action, default: component } = route.module;
    const missing =
      component && !loader ? [`${route.id} has a page but no loader: export const loader = guard({ … }, …)`] : [];
    const bare = Object.entries({ loader, action }).filter(([, handler]) => handler && !isGuarded(handler));
    const contradictions = [loader, action].filter(isGuarded).flatMap(({ policy }) => findContradiction(policy) ?? []);
    const unsound = contradictions.map((problem) => `${route.id} has ${problem}`);
    return [
      ...missing,
      ...unsound,
      ...bare.map(([name]) => `${route.id} has a bare ${name}: wrap it in guard({ … }, …)`),
    ];
  });
}
