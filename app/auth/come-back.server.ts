import { recordEvent } from "../audit/record.server.ts";
import type { SignInMethod } from "../db/sessions.schema.ts";
import { holdIdentity } from "./held-identities.server.ts";
import { findIdentityOwner, linkOrCreate, type Arrived, type IdentityRefusal } from "./identities.server.ts";
import type { Flow } from "./sign-in-flows.server.ts";
import { isIdentityGone, signIn, type Arrival, type SignInOutcome } from "./sign-in.server.ts";
import { stepUpElsewhere, type StepUpElsewhere } from "./step-up.server.ts";

/** Somebody who went elsewhere and is back, with what that place says of them. */
export type Return = {
  flow: Flow;
  arrived: Arrived;
  method: SignInMethod;
  arrival: Arrival;
  /** The browser that went and came back. */
  browserToken: string;
  /** Who was signed in there all the while. */
  present: { userId: string; sessionId: string } | null;
};

/** Why coming back leads nowhere. */
export type ReturnRefusal = "flow" | "disabled" | "another-person" | "not-anew" | IdentityRefusal;

export type ReturnOutcome =
  | { is: "signed-in"; identityId: string; session: Extract<SignInOutcome, { ok: true }> }
  | { is: "confirmed"; session: Extract<StepUpElsewhere, { ok: true }> }
  /** The identity waits under this id for its owner to say that it is to be connected. */
  | { is: "held"; heldId: string }
  /** `heldId`: the same, once they have signed in to the account that they have here. */
  | { is: "refused"; reason: ReturnRefusal; heldId?: string };

/**
 * Ends every way in that leads over another place: signs the person in, confirms that it is them, or keeps the identity that they want to
 * connect until they have said so in a form of ours. Nothing is connected by coming back alone: whoever sends somebody else's browser
 * through all of this has connected nothing of theirs.
 */
export async function comeBack(returned: Return): Promise<ReturnOutcome> {
  const { flow, present } = returned;
  if (flow.purpose === "sign-in") return enter(returned);
  // Signed out, or somebody else by now.
  if (!present || present.userId !== flow.userId) return { is: "refused", reason: "flow" };
  return flow.purpose === "connect" ? hold(returned) : confirm(returned, present);
}

async function enter(returned: Return): Promise<ReturnOutcome> {
  const { arrived, method, arrival, browserToken } = returned;
  const found = await linkOrCreate(arrived, arrival.origin);
  if (!found.ok) {
    await writeDown(found.reason, returned);
    if (found.reason !== "account-exists") return { is: "refused", reason: found.reason };
    return { is: "refused", reason: found.reason, heldId: await holdIdentity(heldOf(returned), browserToken) };
  }
  const { user, identityId } = found;
  const session = await signIn(user, method, { ...arrival, identityId }).catch(refusalWithoutIdentity);
  return session.ok ? { is: "signed-in", identityId, session } : { is: "refused", reason: session.reason };
}

function refusalWithoutIdentity(error: unknown) {
  if (!isIdentityGone(error)) throw error;
  return { ok: false, reason: "flow" } as const;
}

async function hold(returned: Return): Promise<ReturnOutcome> {
  return { is: "held", heldId: await holdIdentity(heldOf(returned), returned.browserToken) };
}

async function confirm(returned: Return, present: NonNullable<Return["present"]>): Promise<ReturnOutcome> {
  const { arrived, arrival } = returned;
  const { assertion, connection } = arrived;
  const owner = await findIdentityOwner(assertion);
  const shown = { ...present, connection: connection.name, signedInAnew: assertion.signedInAnew };
  const session = owner && (await stepUpElsewhere({ ...shown, user: owner }, arrival.origin));
  if (session?.ok) return { is: "confirmed", session };
  if (session?.reason === "signed-out") return { is: "refused", reason: "flow" };
  const reason = session?.reason ?? "another-person";
  await writeDown(reason === "not-anew" ? "not-fresh" : reason, returned);
  return { is: "refused", reason };
}

const heldOf = ({ arrived: { assertion, connection }, flow: { userId } }: Return) => ({
  assertion,
  connection: connection.name,
  kind: connection.kind,
  userId,
});

async function writeDown(
  reason: "another-person" | "not-fresh" | IdentityRefusal,
  { flow, arrived, arrival, present }: Return,
): Promise<void> {
  const event = flow.purpose === "confirm" ? "step-up" : "sign-in";
  const details = { connection: arrived.connection.name };
  const entry = { event, outcome: "refused", reason, actorId: present?.userId ?? null, details } as const;
  await recordEvent(entry, arrival.origin);
}
