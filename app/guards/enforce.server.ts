import { isAccessRefused } from "../access/access-refused.ts";
import { actingAs } from "../access/current-principal.server.ts";
import { anonymous, type Principal } from "../access/principal.ts";
import { log } from "../log.server.ts";
import { askedUnder } from "./asked.server.ts";
import { isSafeMethod } from "./csrf.server.ts";
import { refusalByAge, refusalUnder } from "./decide-policy.ts";
import { refusalForFault } from "./faults.server.ts";
import type { Protected, RouteArgs } from "./guarded.ts";
import { formMeant } from "./held-form.server.ts";
import { identityUnder } from "./identity.server.ts";
import { refusalByMethod } from "./method-refusal.ts";
import type { Place } from "./place.ts";
import { isOpen, type Policy } from "./policy.ts";
import { readPosted } from "./posted.server.ts";
import { principalOf } from "./principal.server.ts";
import { countCall } from "./rate-limit.server.ts";
import { internalError, limited, type Refusal } from "./refusal.ts";
import { refuse } from "./refuse.server.ts";
import { rowUnder } from "./row.server.ts";
import type { RequestContext } from "./request-context.ts";
import { urlRules } from "./url-rules.ts";

/** One call of a handler: where it stands, what protects it, and who asks. */
type Call = { place: Place; policy: Policy; request: Request; context: RequestContext; principal: Principal };

/**
 * Runs a handler behind everything that protects it, in this order: URL rules, the policies of its layouts, its own policy, its limit, the
 * form and its token, what the form asks for. Somebody who must confirm again who they are is told so last, since only a genuine form may
 * be held meanwhile. A refusal is thrown as a response; a passing fault becomes a 503, a bug a plain 500.
 */
export async function enforce(
  place: Place,
  { policy, handler }: Protected,
  { request, params, context }: RouteArgs,
): Promise<unknown> {
  try {
    const call = { place, policy, request, context, principal: await principalOf(context) };
    const stale = refusalByAge(policy, call.principal);
    const refusal = refusalByPolicy(call) ?? (stale ? null : await refusalByLimit(call));
    if (refusal) throw await answer(refusal, call);
    const identity = await identityOf(call);
    const row = await rowOf(call, params);
    const posted = await readPosted(call);
    if ("refusal" in posted) throw await answer(posted.refusal, call);
    if (stale) throw await answer(stale, call, posted.form);
    const form = await formOf(call, posted.form);
    const asked = await askedBy(call, row, form);
    const refuseCall = (no: Refusal) => answer(no, call);
    const { principal } = call;
    const args = { request, params, context, principal, row, asked, identity, ...posted, form, refuse: refuseCall };
    return await runAs(call, () => handler(args));
  } catch (error) {
    throw await answerFault(error, { place, policy, request, context, principal: anonymous });
  }
}

// Guarded methods that the handler calls ask who is acting, and say no like the guard itself.
async function runAs(call: Call, run: () => unknown): Promise<unknown> {
  try {
    return await actingAs(call.principal, run);
  } catch (error) {
    throw isAccessRefused(error) ? await answer(refusalByMethod(error, call.principal), call) : error;
  }
}

function refusalByPolicy({ place, policy, request, principal }: Call): Refusal | null {
  const { path, ancestors } = place;
  const byRule = path === null ? null : urlRules.refusalFor({ path, method: request.method }, principal);
  if (byRule) return byRule;
  for (const one of [...ancestors, policy]) {
    const refusal = refusalUnder(one, principal, request);
    if (refusal) return refusal;
  }
  return null;
}

// The layouts' rows are asked about as well: a child's loader runs whatever its parent says.
async function rowOf(call: Call, params: RouteArgs["params"]): Promise<unknown> {
  for (const layout of call.place.ancestors) await rowAskedBy(layout, call, params);
  return rowAskedBy(call.policy, call, params);
}

async function rowAskedBy(policy: Policy, call: Call, params: RouteArgs["params"]): Promise<unknown> {
  const outcome = await rowUnder(policy, call.principal, params);
  if (outcome && "refusal" in outcome) throw await answer(outcome.refusal, call);
  return outcome?.row;
}

async function identityOf(call: Call): Promise<unknown> {
  const outcome = await identityUnder(call.policy, call.principal);
  if (outcome && "refusal" in outcome) throw await answer(outcome.refusal, call);
  return outcome?.identity;
}

async function askedBy(call: Call, row: unknown, form: FormData): Promise<unknown> {
  const outcome = await askedUnder(call.policy, { ...call, row, form });
  if (outcome && "refusal" in outcome) throw await answer(outcome.refusal, call);
  return outcome?.asked;
}

async function refusalByLimit({ place, policy, request, context, principal }: Call): Promise<Refusal | null> {
  if (!policy.limit) return null;
  // Per handler: one that answers POST, PUT, PATCH and DELETE alike would else be there four times as often.
  const what = `${isSafeMethod(request.method) ? "GET" : "POST"} ${place.id}`;
  // Where anybody may ask, an account buys no tries of its own: whoever registers a hundred would have a hundred times as many.
  const caller = isOpen(policy) ? anonymous : principal;
  const counted = await countCall(what, policy.limit, { principal: caller, address: context.address });
  return counted.allowed ? null : limited(counted.retryAfter);
}

// Only where a fresh proof is asked for can a form have been held.
const formOf = ({ policy, request, principal }: Call, form: FormData) =>
  policy.fresh !== undefined && principal.session ? formMeant(request, principal.session, form) : form;

// A thrown Response, or Remix's `data()`: meant as the answer.
const isAnswer = (thrown: unknown) =>
  thrown instanceof Response ||
  (typeof thrown === "object" && thrown !== null && Reflect.get(thrown, "type") === "DataWithResponseInit");

const answer = (refusal: Refusal, { request, context, principal, place }: Call, form?: FormData): Promise<Response> =>
  refuse(refusal, { request, context, principal, routeId: place.id, form: form ?? new FormData() });

async function answerFault(error: unknown, call: Call): Promise<unknown> {
  if (isAnswer(error)) return error;
  const { requestId } = call.context;
  const fault = refusalForFault(error);
  if (fault) {
    log.error({ err: error, requestId }, "a request could not be served");
    return answer(fault, call);
  }
  log.error({ err: error, requestId }, "a bug in a handler");
  return answer(internalError, call);
}
