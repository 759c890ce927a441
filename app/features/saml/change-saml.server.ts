import type { Actor } from "../../auth/change-person.server.ts";
import { changeConnection } from "../../auth/connection-changes.server.ts";
import type { AddedConnection } from "../../auth/connections.server.ts";
import { savedFrom } from "./added-connection.server.ts";
import { flawOf, readHandedOver } from "./check-metadata.server.ts";
import { samlWords } from "./connection-words.ts";
import { wordOf, type ChangeProblem, type TypedSwitches } from "./typed-switches.ts";
import { flawOfSources } from "./typed-saml.ts";

export type ChangeOutcome = { ok: true } | ({ ok: false } & ChangeProblem);

/** Changes what a connection takes besides the usual, and which of its attributes say what. */
export async function changeSwitches(
  actor: Actor,
  { id, settings }: AddedConnection,
  typed: TypedSwitches,
): Promise<ChangeOutcome> {
  const { idpInitiated, responseOnlySignature, ...attributes } = typed;
  const words = Object.entries(attributes).map(([field, text]) => [
    wordOf[field as keyof typeof attributes],
    text || undefined,
  ]);
  const read = samlWords.safeParse(Object.fromEntries(words));
  if (!read.success) return { ok: false, reason: "attribute" };
  const switches = { idpInitiated: String(idpInitiated), responseOnlySignature: String(responseOnlySignature) };
  return change(actor, id, { ...settings, ...switches, ...attributes });
}

/**
 * Replaces what is kept of a connection's metadata: its certificates have rolled over, its sign-in page has moved, it has an address now.
 * Whom it is about stays: what the connection is trusted with was meant for them (SA34).
 */
export async function replaceMetadata(
  actor: Actor,
  { id, settings }: AddedConnection,
  typed: { metadata: string; metadataUrl: string },
): Promise<ChangeOutcome> {
  const flaw = flawOfSources(typed);
  if (flaw) return { ok: false, reason: flaw };
  const read = await readHandedOver({ xml: typed.metadata, url: typed.metadataUrl });
  if (!read.ok) return { ...flawOf(read), reason: "metadata" };
  const { entityId } = read.metadata;
  if (entityId !== settings.entityId)
    return { ok: false, reason: "metadata", flaw: "another-entity", detail: entityId };
  return change(actor, id, { ...settings, metadataUrl: typed.metadataUrl, ...savedFrom(read.metadata) });
}

async function change(actor: Actor, id: string, settings: Readonly<Record<string, string>>): Promise<ChangeOutcome> {
  const outcome = await changeConnection(actor, id, { settings });
  if (outcome.ok) return outcome;
  return { ok: false, reason: outcome.reason === "unknown" ? "unknown" : "superusers-only" };
}
