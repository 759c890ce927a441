import { redirect } from "@remix-run/node";

import { recordEvent } from "../audit/record.server.ts";
import { countOne } from "../auth/counters.server.ts";
import { minutes } from "../clock.ts";
import { can, type Principal, type Caller } from "../access/principal.ts";
import type { PendingStep } from "../db/sessions.schema.ts";
import { isSafeMethod } from "./csrf.server.ts";
import { askAgain } from "./held-form.server.ts";
import { problemHeaders, problemOf } from "./problem.server.ts";
import { invalidCredential, type Refusal } from "./refusal.ts";
import { originOf, type RequestContext } from "./request-context.ts";

const stepPages: Record<PendingStep, string> = { "verify-email": "/verify-email" };

// How often one person's refusals of one kind at one place become rows.
const MOST_WRITTEN = { limit: { most: 1, window: minutes(15) }, other: { most: 20, window: minutes(15) } };

/** Who was refused, and where. */
export type RefusedRequest = {
  request: Request;
  context: RequestContext;
  principal: Principal;
  routeId: string;
  form: FormData;
};

/**
 * Turns a refusal into the answer for this kind of request: documents go to sign-in or to the pending step, pages and their data to
 * the one that asks for a fresh proof, everything else gets a problem (HS-09). Refusals of a signed-in person are written to the audit
 * log, up to twenty of a kind in a quarter of an hour.
 */
export async function refuse(no: Refusal, refused: RefusedRequest): Promise<Response> {
  const { request, context, principal } = refused;
  const refusal = no.code === "AUTH_REQUIRED" && context.shown ? invalidCredential(context.shown) : no;
  if (principal.isAuthenticated) await writeDown(refusal, principal, refused);
  const { pathname, search } = new URL(request.url);
  const isDocument = !context.isData && !isApiPath(pathname);
  if (isDocument && refusal.status === 401)
    return redirect(signInAddress(isSafeMethod(request.method) ? pathname + search : pathname), 303);
  if (isDocument && refusal.code === "STEP_PENDING" && principal.pending)
    return redirect(stepPages[principal.pending], 303);
  if (refusal.code === "STEP_UP_REQUIRED" && principal.session && !isApiPath(pathname))
    return askAgain(request, principal.session, refused.form);
  const { "Content-Type": type, ...said } = problemHeaders(refusal);
  const problem = problemOf(refusal, { instance: pathname, requestId: context.requestId });
  const { status } = refusal;
  if (isApiPath(pathname))
    return new Response(JSON.stringify(problem), { status, headers: { "Content-Type": type, ...said } });
  // The page around an error does not take over its headers.
  for (const [name, value] of Object.entries(said)) context.setHeader(name, value);
  // Remix hands an error page its data only when the type is exactly JSON, and after a form no other data than this.
  const headers = { "Content-Type": "application/json" };
  const mayAskWhy = refusal.status === 403 && can(principal, "admin:why");
  return new Response(JSON.stringify({ ...problem, mayAskWhy }), { status, headers });
}

/** The sign-in page that leads back to `target` afterwards, as long as that fits into an address: encoded it is three times as long. */
export const signInAddress = (target: string): string =>
  target.length > 1_000 ? "/login" : `/login?${new URLSearchParams({ redirectTo: target })}`;

/** True for addresses that programs call: they get problems, never pages or redirects. */
export const isApiPath = (pathname: string): boolean => pathname.toLowerCase().startsWith("/api/");

async function writeDown(
  { reason, about }: Refusal,
  principal: Caller,
  { request, context, routeId }: RefusedRequest,
): Promise<void> {
  const { userId: actorId } = principal;
  // Bounded: rows can never be removed again, and each of them holds up every sign-in for a moment.
  const written = await countOne(
    `refusals written: ${reason}`,
    `${actorId} ${routeId}`,
    MOST_WRITTEN[reason === "limit" ? "limit" : "other"],
  );
  if (!written.allowed) return;
  const shown = principal.credential && { via: principal.via, credential: principal.credential.id };
  const details = { route: routeId, method: request.method, ...shown, ...about };
  await recordEvent({ event: "access.refused", outcome: "refused", reason, actorId, details }, originOf(context));
}
