import { comeBack, type Return, type ReturnOutcome } from "../../auth/come-back.server.ts";
import { takeFlow, type Flow } from "../../auth/sign-in-flows.server.ts";
import { recordEvent } from "../../audit/record.server.ts";
import { env } from "../../env.server.ts";
import { assertionFrom } from "./exchange.server.ts";
import type { OauthRefusal } from "./problem.ts";
import type { Provider } from "./provider.ts";
import { keepProviderTokens } from "./provider-tokens.server.ts";

type BrowserBack = Pick<Return, "arrival" | "present">;

/** What came of somebody's coming back: where they go on to, or why not. Without a flow it is not known that they were there at all. */
export type Returned =
  | { flow: Flow; outcome: Exclude<ReturnOutcome, { is: "refused" }>; reason: null; heldId?: undefined }
  | { flow: Flow | null; outcome: null; reason: OauthRefusal; heldId?: string | undefined };

/**
 * Takes somebody back who comes from a provider at `address`. The state is compared before anything else is read, and is used up whatever
 * comes after; the code is exchanged, and what the provider says is checked, before the core hears of it (OL-13, OL-14).
 */
export async function comeBackFrom(
  provider: Provider,
  address: URL,
  browserToken: string | null,
  browser: BrowserBack,
): Promise<Returned> {
  const state = onlyOne(address.searchParams.getAll("state"));
  const flow = await takeFlow(state, browserToken, provider.name);
  if (!flow || !state || !browserToken) return refused(null, "flow", provider, browser);
  // A flow knows its way back, and the provider compares it: another spelling of this address is none.
  const { callback = "", nonce = "", verifier = "" } = flow.secrets;
  if (address.pathname !== callback) return refused(flow, "flow", provider, browser);
  const here = new URL(`${callback}${address.search}`, env.origin);
  const isFresh = flow.purpose === "confirm";
  const exchanged = await assertionFrom(provider, here, { state, nonce, verifier }, { isFresh });
  if (!exchanged.ok) return refused(flow, exchanged.reason, provider, browser);
  const arrived = { assertion: exchanged.assertion, connection: provider };
  const outcome = await comeBack({ ...browser, flow, arrived, method: "oauth", browserToken });
  if (outcome.is === "refused") {
    return { flow, outcome: null, reason: outcome.reason, heldId: outcome.heldId };
  }
  if (outcome.is === "signed-in") await keepProviderTokens(outcome.identityId, exchanged.tokens);
  return { flow, outcome, reason: null };
}

const onlyOne = (values: string[]): string | null => (values.length === 1 ? (values[0] ?? null) : null);

async function refused(
  flow: Flow | null,
  reason: OauthRefusal & ("flow" | "cancelled" | "refused" | "unreachable" | "untrusted"),
  { name: connection }: Provider,
  { arrival, present }: BrowserBack,
): Promise<Returned> {
  const exactly = reason === "refused" ? "refused-elsewhere" : reason;
  const entry = {
    outcome: "refused",
    reason: exactly,
    actorId: present?.userId ?? null,
    details: { connection },
  } as const;
  await recordEvent({ event: flow?.purpose === "confirm" ? "step-up" : "sign-in", ...entry }, arrival.origin);
  return { flow, outcome: null, reason };
}
