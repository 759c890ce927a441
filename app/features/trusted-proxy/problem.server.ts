import { connectAddress } from "../../guards/come-back.server.ts";
import { signInAddress } from "../../guards/refuse.server.ts";
import { addressOf } from "./address.server.ts";
import type { ComeIn } from "./come-in.server.ts";
import { answerTo, type ProxyProblem } from "./problem.ts";
import type { TrustedProxy } from "./proxy.ts";

/** What the page says about a refusal. The way to another sign-in is not taken by the proxy again: `otherwise` asks for the page. */
export function problemOf(
  proxy: TrustedProxy,
  { reason, heldId }: Extract<ComeIn, { is: "refused" }>,
  requestId: string,
): ProxyProblem {
  const connect = heldId === undefined ? null : `${signInAddress(connectAddress(heldId))}&otherwise=`;
  return { reason, label: proxy.label, code: answerTo(reason).code, requestId, again: addressOf(proxy), connect };
}
