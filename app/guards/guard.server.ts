import { enforce } from "./enforce.server.ts";
import { asGuarded, type Guarded, type GuardedArgs, type Handler, type RouteArgs } from "./guarded.ts";
import { expressionOf } from "./policy-expression.ts";
import type { Policy, PolicyKey } from "./policy.ts";

/**
 * Lets `handler` run only under `policy`: checks who asks, what they may do, how often, and that the form is ours; else answers
 * with a redirect, an error page or a problem. The whole enforcement stands in `enforce.server.ts`. Throws at once for a `when` that is
 * no expression, so that the server does not start with it (EX-05).
 *
 *     export const loader = guard({ can: "project:read" }, async ({ principal }) => ({ projects: await listProjects(principal) }));
 */
export function guard<const P extends Policy, Result>(
  policy: P & Record<Exclude<keyof P, PolicyKey>, never>,
  handler: (args: GuardedArgs<P>) => Result,
): Guarded<Result> {
  expressionOf(policy);
  // Safe: `enforce` calls the handler only with a principal that has passed `policy`.
  const guarded = { policy, handler: handler as Handler };
  const outsideOfAnyRoute = { id: "unrouted", path: null, ancestors: [], methods: null };
  const run = (args: RouteArgs) => enforce(outsideOfAnyRoute, guarded, args) as Promise<Awaited<Result>>;
  return asGuarded<Result>(run, guarded);
}
