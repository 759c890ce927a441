import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

import type { AskedUnder, IdentityUnder, Policy, PrincipalUnder, RowUnder } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestContext } from "./request-context.ts";

/** What Remix gives a loader or action. */
export type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs;

/** What a guarded handler gets: the principal narrowed by its policy, and the posted form, read and checked (empty for a GET). */
export type GuardedArgs<P extends Policy> = {
  request: Request;
  params: RouteArgs["params"];
  context: RequestContext;
  principal: PrincipalUnder<P>;
  /** The row that the policy is about, where it names a model. */
  row: RowUnder<P>;
  /** Which of the things is asked for that the policy tells apart with `each`. */
  asked: AskedUnder<P>;
  /** What the place said of the person at which they signed in, where the policy asks how they did (`method`). */
  identity: IdentityUnder<P>;
  form: FormData;
  /** The JSON object that was sent to an address under `/api`; its members are whatever the caller put there. */
  json: Readonly<Record<string, unknown>>;
  /** A no that only the handler can know, as the guard says one: written down, and a page or a problem. To be thrown. */
  refuse: (refusal: Refusal) => Promise<Response>;
};

/** A handler as the enforcing code sees it, whatever its policy promised it. */
export type Handler = (
  args: Omit<GuardedArgs<{ open: string }>, "row" | "asked" | "identity"> & {
    row: unknown;
    asked: unknown;
    identity: unknown;
  },
) => unknown;

/** A handler and what protects it. */
export type Protected = { readonly policy: Policy; readonly handler: Handler };

/** A loader or action that carries its policy. Nothing else may stand in a route (`coverage.ts`). */
export type Guarded<Result = unknown> = ((args: RouteArgs) => Promise<Awaited<Result>>) & Protected;

const known = new WeakSet<object>();

/** Ties a function to what protects it, for good: the pair cannot be changed, and `isGuarded` knows it. */
export function asGuarded<Result>(
  run: (args: RouteArgs) => Promise<Awaited<Result>>,
  guarded: Protected,
): Guarded<Result> {
  const tied = Object.freeze(Object.assign(run, guarded));
  known.add(tied);
  return tied;
}

/** True for a function that was tied to its policy here; one that merely has a `policy` on it is not. */
export const isGuarded = (candidate: unknown): candidate is Guarded =>
  typeof candidate === "function" && known.has(candidate);
