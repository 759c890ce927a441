import { eq } from "drizzle-orm";

import { handOutsOf } from "../access/hand-out.server.ts";
import { recordEvent } from "../audit/record.server.ts";
import { env } from "../env.server.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { isId, newId } from "../db/columns.ts";
import { connections, type ConnectionKind, type StoredConnection } from "../db/connections.schema.ts";
import { violatedConstraint } from "../db/faults.ts";
import type { Actor } from "./change-person.server.ts";
import { CONNECTION_NAME } from "./connection.ts";
import { findBeyondRights, type BeyondRights } from "./connection-rights.ts";
import { sealSecret } from "./connections.server.ts";
import { recordRefusedChange } from "./refused-change.server.ts";
import {
  readConnection,
  type ReadConnection,
  type UnreadableConnection,
  type WrittenConnection,
} from "./written-connection.ts";

/** A connection to be added. `settings` are those of its kind, checked by whoever knows it; none of them is secret. */
export type NewConnection = {
  name: string;
  kind: ConnectionKind;
  label: string;
  settings: Readonly<Record<string, string>>;
  /** Empty where its kind has none. */
  secret: string;
};

export type AddOutcome = { ok: true; id: string } | { ok: false; reason: "name" | "name-taken" } | UnreadableConnection;
export type ConnectionOutcome = { ok: true } | { ok: false; reason: "unknown" } | UnreadableConnection | BeyondRights;

/**
 * What is wrong with the name of a connection that is to be added, as far as can be told without the database: asked before anybody elsewhere
 * is called. Those of the environment come first, whatever their kind.
 */
export function flawInName(name: string): "name" | "name-taken" | null {
  if (!CONNECTION_NAME.test(name)) return "name";
  return env.connectionNames.includes(name) ? "name-taken" : null;
}

/**
 * Adds a connection, switched on, whose word counts for nothing yet: it is trusted about no domain, gives no roles, and makes no accounts.
 * Its name must be free, also among those of the environment, whatever their kind: what somebody has shown to one connection would else
 * count for what the other one is trusted with.
 */
export async function addConnection(
  { principal, origin }: Actor,
  { name, kind, label, settings, secret }: NewConnection,
): Promise<AddOutcome> {
  const flaw = flawInName(name);
  if (flaw) return { ok: false, reason: flaw };
  const written = readConnection({ label, ...(secret === "" ? {} : { secret }) });
  if (!written.ok) return written;
  const id = newId();
  const row = { id, name, kind, settings, label: written.read.label ?? "", sealed: sealSecret(secret) };
  const entry = { event: "connection.added", outcome: "done", actorId: principal.userId, targetId: id } as const;
  try {
    await db.transaction(async (transaction) => {
      await transaction.insert(connections).values({ ...row, createsUsers: false });
      await recordEvent({ ...entry, details: { connection: name, kind } }, origin, transaction);
    });
  } catch (error) {
    if (violatedConstraint(error) === "connections_name_unique") return { ok: false, reason: "name-taken" };
    throw error;
  }
  return { ok: true, id };
}

/**
 * Changes a connection: all that was written, or nothing. Where it leads, its issuer and the client that we are there, cannot be changed:
 * what others have trusted it with was meant for that place. The rest of its settings is for superusers, since whoever says by which key it
 * is known can come in as anybody who does through it. The audit row names the fields and nothing that stood in them.
 */
export async function changeConnection(
  actor: Actor,
  id: string,
  written: WrittenConnection,
): Promise<ConnectionOutcome> {
  const outcome = readConnection(written);
  if (!outcome.ok) return outcome;
  const changed = isId(id)
    ? await db.transaction((transaction) => change(transaction, actor, id, outcome.read))
    : ({ ok: false, reason: "unknown" } as const);
  if (!changed.ok && (changed.reason === "superusers-only" || changed.reason === "beyond-own-rights"))
    await recordRefusedChange("beyond-own-rights", actor, id);
  return changed;
}

async function change(
  transaction: Transaction,
  { principal, origin }: Actor,
  id: string,
  { secret, ...read }: ReadConnection,
): Promise<ConnectionOutcome> {
  const handOuts = await handOutsOf(principal);
  const [before] = await transaction.select().from(connections).where(eq(connections.id, id)).for("update");
  if (!before) return { ok: false, reason: "unknown" };
  if (read.settings && !principal.user.isSuperuser) return { ok: false, reason: "superusers-only" };
  const beyond = findBeyondRights(principal, handOuts, before, { ...before, ...read });
  if (beyond) return beyond;
  const fields = [...fieldsChanged(before, read), ...(secret === undefined ? [] : ["secret"])];
  if (fields.length === 0) return { ok: true };
  const sealed = secret === undefined ? {} : { sealed: sealSecret(secret) };
  await transaction
    .update(connections)
    .set({ ...read, ...sealed })
    .where(eq(connections.id, id));
  const details = { connection: before.name, fields: fields.join(" ") };
  const entry = { event: "connection.changed", outcome: "done", actorId: principal.userId, targetId: id } as const;
  await recordEvent({ ...entry, details }, origin, transaction);
  return { ok: true };
}

const fieldsChanged = (before: StoredConnection, read: Omit<ReadConnection, "secret">): string[] =>
  Object.entries(read).flatMap(([field, value]) =>
    JSON.stringify(before[field as keyof typeof read]) === JSON.stringify(value) ? [] : [field],
  );
