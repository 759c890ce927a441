import { anonymous, type Principal } from "../access/principal.ts";
import { log } from "../log.server.ts";
import { CSRF_FIELD, CSRF_HEADER, csrfHolds, isSafeMethod } from "./csrf.server.ts";
import { refusalUnder } from "./decide-policy.ts";
import { refusalForFault } from "./faults.server.ts";
import { readForm } from "./form.server.ts";
import type { Handler, RouteArgs } from "./guard.server.ts";
import type { Policy } from "./policy.ts";
import { principalOf } from "./principal.server.ts";
import { countCall } from "./rate-limit.server.ts";
import { internalError, limited, type Refusal } from "./refusal.ts";
import { isApiPath, refuse } from "./refuse.server.ts";
import type { RequestContext } from "./request-context.ts";
import { urlRules } from "./url-rules.ts";

/** Where a handler stands in the app: its route, that route's path as Remix matches it, and the policies of the layouts around it. */
export type Place = { id: string; path: string | null; ancestors: readonly Policy[] };

/**
 * Runs a handler behind everything that protects it, in this order: URL rules, the policies of its layouts, its own policy,
 * its limit, the form and its token. A refusal is thrown as a response; a passing fault becomes a 503, on the API a bug a plain 500.
 */
export async function enforce(
  place: Place,
  guarded: { policy: Policy; handler: Handler },
  args: RouteArgs,
): Promise<unknown> {
  const { request, params } = args;
  const context: RequestContext = args.context;
  const { policy, handler } = guarded;
  let principal: Principal | undefined;
  try {
    principal = await principalOf(context);
    const refusal =
      refusalAt(place, policy, principal, request) ??
      (await refusalByLimit(place, policy, principal, context, request));
    if (refusal) throw await refuse(refusal, { request, context, principal, routeId: place.id });
    const posted = isSafeMethod(request.method) ? { form: new FormData() } : await readPost(policy, request, context);
    if ("refusal" in posted) throw await refuse(posted.refusal, { request, context, principal, routeId: place.id });
    return await handler({ request, params, context, principal, form: posted.form });
  } catch (error) {
    throw await answerFault(error, request, context, place);
  }
}

function refusalAt(place: Place, policy: Policy, principal: Principal, request: Request): Refusal | null {
  const byRule =
    place.path === null ? null : urlRules.refusalFor({ path: place.path, method: request.method }, principal);
  if (byRule) return byRule;
  for (const layout of place.ancestors) {
    const refusal = refusalUnder(layout, principal, request);
    if (refusal) return refusal;
  }
  return refusalUnder(policy, principal, request);
}

async function refusalByLimit(
  { id }: Place,
  policy: Policy,
  principal: Principal,
  { address }: RequestContext,
  { method }: Request,
) {
  if (!policy.limit) return null;
  const counted = await countCall(`${method} ${id}`, policy.limit, { principal, address });
  return counted.allowed ? null : limited(counted.retryAfter);
}

async function readPost(
  policy: Policy,
  request: Request,
  context: RequestContext,
): Promise<{ form: FormData } | { refusal: Refusal }> {
  const posted = await readForm(request);
  if ("refusal" in posted || policy.crossSite) return posted;
  const field = posted.form.get(CSRF_FIELD);
  const submitted = request.headers.get(CSRF_HEADER) ?? (typeof field === "string" ? field : null);
  const holds = csrfHolds({ cookie: context.csrfCookie, submitted, binding: context.csrfBinding });
  return holds
    ? posted
    : {
        refusal: {
          status: 403,
          code: "CSRF_FAILED",
          detail: "This form is out of date. Load the page again.",
          reason: "csrf",
        },
      };
}

async function answerFault(error: unknown, request: Request, context: RequestContext, { id }: Place): Promise<unknown> {
  if (error instanceof Response) return error;
  const refused = { request, context, principal: anonymous, routeId: id };
  const fault = refusalForFault(error);
  if (fault) {
    log.error({ err: error, requestId: context.requestId }, "a request could not be served");
    return refuse(fault, refused);
  }
  if (!isApiPath(new URL(request.url).pathname)) return error; // entry.server logs it and Remix shows the error page
  log.error({ err: error, requestId: context.requestId }, "a bug in an API handler");
  return refuse(internalError, refused);
}
