import { recordEvent } from "../../audit/record.server.ts";
import { comeBack, type Return, type ReturnOutcome } from "../../auth/come-back.server.ts";
import type { Flow } from "../../auth/sign-in-flows.server.ts";
import type { Vouching } from "../../guards/request-context.ts";
import { assertionFrom } from "./assertion.ts";
import type { ProxyRefusal } from "./problem.ts";
import type { TrustedProxy } from "./proxy.ts";

/** What somebody wants who comes by the proxy, and in which browser. */
export type Asking = Pick<Flow, "purpose" | "userId" | "redirectTo"> & { browserToken: string };
export type ComeIn =
  Exclude<ReturnOutcome, { is: "refused" }> | { is: "refused"; reason: ProxyRefusal; heldId?: string | undefined };

/**
 * Lets somebody in whom the proxy names, or does what else they want. They never leave: the same request asks and brings the answer, so there
 * is no state that another browser could bring.
 */
export async function comeIn(
  proxy: TrustedProxy,
  vouching: Vouching,
  { browserToken, ...asked }: Asking,
  browser: Pick<Return, "arrival" | "present">,
): Promise<ComeIn> {
  if (vouching.ok) {
    const flow = { ...asked, connection: proxy.name, secrets: {} };
    const arrived = { assertion: assertionFrom(vouching), connection: proxy };
    return comeBack({ ...browser, flow, arrived, method: "proxy", browserToken });
  }
  const details = { connection: proxy.name };
  const actorId = browser.present?.userId ?? null;
  await recordEvent(
    { event: "sign-in", outcome: "refused", reason: "untrusted", actorId, details },
    browser.arrival.origin,
  );
  return { is: "refused", reason: vouching.reason };
}
