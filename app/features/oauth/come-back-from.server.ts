import { comeBack, type Return, type ReturnOutcome } from "../../auth/come-back.server.ts";
import type { ElsewhereRefusal } from "../../auth/elsewhere-problem.ts";
import { takeFlow, type Flow } from "../../auth/sign-in-flows.server.ts";
import { recordEvent } from "../../audit/record.server.ts";
import { assertionFrom } from "./exchange.server.ts";
import type { Failure } from "./failure.ts";
import type { Provider } from "./provider.ts";
import { keepProviderTokens } from "./provider-tokens.server.ts";

type BrowserBack = Pick<Return, "arrival" | "present">;

/** What came of somebody's coming back: where they go on to, or why not. Without a flow it is not known that they were there at all. */
export type Returned =
  | { flow: Flow; outcome: Exclude<ReturnOutcome, { is: "refused" }>; reason: null; detail: null; heldId?: undefined }
  | { flow: Flow | null; outcome: null; reason: ElsewhereRefusal; detail: string | null; heldId?: string | undefined };

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
  if (!flow || !state || !browserToken) return refused(null, noFlow, provider, browser);
  // A flow knows its way back, and the provider compares it: another spelling of this address is none.
  const { callback = "", nonce = "", verifier = "" } = flow.secrets;
  if (address.pathname !== callback) return refused(flow, noFlow, provider, browser);
  const isFresh = flow.purpose === "confirm";
  const exchanged = await assertionFrom(provider, address, { state, nonce, verifier }, { isFresh, callback });
  if (!exchanged.ok) return refused(flow, exchanged, provider, browser);
  const arrived = { assertion: exchanged.assertion, connection: provider };
  const outcome = await comeBack({ ...browser, flow, arrived, method: "oauth", browserToken });
  if (outcome.is === "refused")
    return { flow, outcome: null, reason: outcome.reason, detail: null, heldId: outcome.heldId };
  if (outcome.is === "signed-in") await keepProviderTokens(outcome.identityId, exchanged.tokens);
  return { flow, outcome, reason: null, detail: null };
}

const onlyOne = (values: string[]): string | null => (values.length === 1 ? (values[0] ?? null) : null);

const noFlow = { reason: "flow", detail: null } as const;

async function refused(
  flow: Flow | null,
  { reason, detail }: Failure | typeof noFlow,
  { name: connection }: Provider,
  { arrival, present }: BrowserBack,
): Promise<Returned> {
  const exactly = reason === "refused" ? "refused-elsewhere" : reason;
  const event = flow?.purpose === "confirm" ? "step-up" : "sign-in";
  const entry = { event, outcome: "refused", reason: exactly, actorId: present?.userId ?? null } as const;
  await recordEvent({ ...entry, details: { connection } }, arrival.origin);
  return { flow, outcome: null, reason, detail };
}
