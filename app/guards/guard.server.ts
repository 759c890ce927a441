import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

import { enforce } from "./enforce.server.ts";
import type { Policy, PrincipalUnder } from "./policy.ts";
import type { RequestContext } from "./request-context.ts";

/** What Remix gives a loader or action. */
export type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs;

/** What a guarded handler gets: the principal narrowed by its policy, and the posted form, read and checked (empty for a GET). */
export type GuardedArgs<P extends Policy> = {
  request: Request;
  params: RouteArgs["params"];
  context: RequestContext;
  principal: PrincipalUnder<P>;
  form: FormData;
};

/** A loader or action that carries its policy. Nothing else may stand in a route (`coverage.ts`). */
export type Guarded<Result = unknown> = ((args: RouteArgs) => Promise<Awaited<Result>>) & {
  readonly policy: Policy;
  readonly handler: Handler;
};

/** A handler as the enforcing code sees it, whatever its policy promised it. */
export type Handler = (args: GuardedArgs<{ open: string }>) => unknown;

/**
 * Lets `handler` run only under `policy`: checks who asks, what they may do, how often, and that the form is ours; else answers
 * with a redirect, an error page or a problem. The whole enforcement stands in `enforce.server.ts`.
 *
 *     export const loader = guard({ can: "project:read" }, async ({ principal }) => ({ projects: await listProjects(principal) }));
 */
export function guard<const P extends Policy, Result>(
  policy: P,
  handler: (args: GuardedArgs<P>) => Result,
): Guarded<Result> {
  // Safe: `enforce` calls the handler only with a principal that has passed `policy`.
  const general = handler as Handler;
  const direct = { id: "unrouted", path: null, ancestors: [] };
  const run = (args: RouteArgs) => enforce(direct, { policy, handler: general }, args) as Promise<Awaited<Result>>;
  return Object.freeze(Object.assign(run, { policy, handler: general }));
}

/** True for a function that `guard` made. */
export const isGuarded = (candidate: unknown): candidate is Guarded =>
  typeof candidate === "function" &&
  typeof Reflect.get(candidate, "policy") === "object" &&
  typeof Reflect.get(candidate, "handler") === "function";
