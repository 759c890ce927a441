import type { Assertion } from "../../auth/assertion.ts";
import { answerFlow, findFlow, type Flow } from "../../auth/sign-in-flows.server.ts";
import { now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { env } from "../../env.server.ts";
import { assertionFrom } from "./assertion-from.ts";
import { mappingFor } from "./attribute-names.ts";
import type { SamlFailure } from "./failure.ts";
import { identityProviderOf } from "./identity-provider.server.ts";
import { ourKeys } from "./our-keys.server.ts";
import { authorityOf, ticketOfficeOf, type SamlConnection } from "./saml-connection.ts";
import { serviceProviderAt } from "./service-provider.ts";
import { takeAssertion } from "./taken-assertions.server.ts";
import { keepForTicket } from "./tickets.server.ts";
import type { VerifiedAssertion } from "./verified-assertion.ts";
import { verifyResponse } from "./verify-response.server.ts";

/** What was posted, and the path that it was posted to. */
export type Posted = { readonly samlResponse: string; readonly relayState: string | null; readonly path: string };

/** `flow` is null where no question of ours is known: then nothing is known of who sent it either. */
export type Taken =
  | { readonly ok: true; readonly ticket: string }
  | { readonly ok: false; readonly flow: Flow | null; readonly failure: SamlFailure | null };

const LANDING = "/dashboard";

/**
 * Takes what was posted in an identity provider's name: looks for the question, believes what the signature covers, and uses up question
 * and assertion together (SA17, SA19). Nobody is signed in by it: the post came from another site, without the browser's cookies. Who comes
 * for the ticket shows them.
 */
export async function takeResponse(connection: SamlConnection, posted: Posted): Promise<Taken> {
  const flow = await findFlow(posted.relayState, connection.name);
  // RelayState is the key of a flow of ours and nothing else: what it does not open is not looked at (SA29).
  if (!flow && !connection.allowsUnsolicited) return { ok: false, flow: null, failure: null };
  const read = await readResponse(connection, posted, flow);
  return read.ok ? keep(connection, posted, flow, read) : { ok: false, flow, failure: read };
}

type Read = { readonly ok: true; readonly said: VerifiedAssertion; readonly assertion: Assertion };

async function readResponse(
  connection: SamlConnection,
  { samlResponse, path }: Posted,
  flow: Flow | null,
): Promise<Read | SamlFailure> {
  const known = await identityProviderOf(connection);
  if (!known.ok) return known;
  const keys = await ourKeys();
  const verdict = await verifyResponse(samlResponse, {
    provider: known.provider,
    acsUrl: new URL(path, env.origin).href,
    audience: serviceProviderAt(env.origin, connection.slug).entityId,
    requestId: flow?.secrets.requestId ?? null,
    now: now(),
    decryptionKeys: keys ? [keys.privateKey] : [],
  });
  if (!verdict.ok) return verdict;
  const { said } = verdict;
  const provider = { ...known.provider, mapping: mappingFor(connection.names, said.attributes) };
  const outcome = assertionFrom(said, provider, flow?.purpose === "confirm");
  if (!outcome.ok) return outcome;
  const authority = authorityOf(provider.entityId, connection.name, connection.entityId !== null);
  return { ok: true, said, assertion: { ...outcome.assertion, authority } };
}

async function keep(connection: SamlConnection, { relayState }: Posted, flow: Flow | null, { said, assertion }: Read) {
  return db.transaction(async (transaction): Promise<Taken> => {
    const answered = flow && relayState ? await answerFlow(transaction, relayState, connection.name) : null;
    if (flow && !answered) return { ok: false, flow: null, failure: null }; // somebody was faster
    if (!(await takeAssertion(transaction, said, assertion.authority)))
      return { ok: false, flow, failure: { ok: false, reason: "replayed", detail: "the assertion was taken before" } };
    const begun = answered ?? { flow: unsolicitedAt(connection), browserHash: null };
    return {
      ok: true,
      ticket: await keepForTicket(transaction, { connection: ticketOfficeOf(connection), ...begun, assertion }),
    };
  });
}

// Where they go on to is ours to say: what came along may be anybody's (SA18).
const unsolicitedAt = ({ name }: SamlConnection): Flow => ({
  connection: name,
  purpose: "sign-in",
  userId: null,
  redirectTo: LANDING,
  secrets: {},
});
