import { data } from "@remix-run/node";

import type { ElsewhereProblem, ElsewhereRefusal } from "../auth/elsewhere-problem.ts";
import { connectAddress } from "./come-back.server.ts";
import { signInAddress } from "./refuse.server.ts";
import type { RequestContext } from "./request-context.ts";

/** A refusal as its feature puts it: the status, and the code by which somebody who asks for help names it. */
export type NotSignedIn = { reason: ElsewhereRefusal; status: number; code: string };

/**
 * The page that says why somebody did not come in through a place elsewhere. `again` is the address where signing in there begins, `heldId`
 * the identity that waits to be connected.
 */
export function answerNotSignedIn(
  { reason, status, code }: NotSignedIn,
  { label, again }: { label: string; again: string },
  context: RequestContext,
  heldId?: string,
) {
  if (status === 503) context.setHeader("Retry-After", "30");
  const connect = heldId === undefined ? null : signInAddress(connectAddress(heldId));
  const problem: ElsewhereProblem = { reason, label, code, requestId: context.requestId, again, connect };
  return data(problem, { status });
}
