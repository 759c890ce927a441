import { data } from "@remix-run/node";

import { connectAddress } from "../../guards/come-back.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { signInAddress } from "../../guards/refuse.server.ts";
import { answerTo, type OauthProblem, type OauthRefusal } from "./problem.ts";
import type { Provider } from "./provider.ts";

/** The page that says why somebody did not come in through a provider. `heldId`: the identity that waits to be connected. */
export function answerProblem(
  reason: OauthRefusal,
  { name, label }: Pick<Provider, "name" | "label">,
  context: RequestContext,
  heldId?: string,
) {
  const { status, code } = answerTo(reason);
  if (status === 503) context.setHeader("Retry-After", "30");
  const problem: OauthProblem = {
    reason,
    label,
    code,
    requestId: context.requestId,
    again: `/auth/${name}/login`,
    connect: heldId === undefined ? null : signInAddress(connectAddress(heldId)),
  };
  return data(problem, { status });
}
