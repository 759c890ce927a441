import { eq } from "drizzle-orm";

import { recordEvent, type AuditEntry } from "../../audit/record.server.ts";
import { hashToken, randomToken } from "../../auth/secrets.server.ts";
import { now } from "../../clock.ts";
import { db, type Transaction } from "../../db/client.server.ts";
import { clients } from "./clients.schema.ts";
import type { ClientActor, ClientFields } from "./register-client.server.ts";

/** Changes what an application may do, and where people go from it. False when it is gone. */
export const changeClient = (id: string, fields: ClientFields, actor: ClientActor): Promise<boolean> =>
  set(id, fields, "client.changed", actor);

/** Lets an application in, or keeps it and all its tokens out, at its next request. */
export const switchClient = (id: string, isActive: boolean, actor: ClientActor): Promise<boolean> =>
  set(id, { isActive }, "client.changed", actor);

/** Gives an application another secret, which is shown once; the old one opens nothing any more. Null when it is gone. */
export async function renewSecret(id: string, actor: ClientActor): Promise<string | null> {
  const secret = randomToken();
  return (await set(id, { secretHash: hashToken(secret) }, "client.changed", actor)) ? secret : null;
}

/** Removes an application, and with it all that people have allowed it and all its tokens. */
export const removeClient = (id: string, actor: ClientActor): Promise<boolean> =>
  noted("client.removed", id, actor, (transaction) =>
    transaction.delete(clients).where(eq(clients.id, id)).returning({ id: clients.id }),
  );

const set = (
  id: string,
  change: Partial<typeof clients.$inferInsert>,
  event: AuditEntry["event"],
  actor: ClientActor,
): Promise<boolean> =>
  noted(event, id, actor, (transaction) =>
    transaction
      .update(clients)
      .set({ ...change, updatedAt: now() })
      .where(eq(clients.id, id))
      .returning({ id: clients.id }),
  );

async function noted(
  event: AuditEntry["event"],
  id: string,
  { userId, origin }: ClientActor,
  change: (transaction: Transaction) => Promise<unknown[]>,
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    if ((await change(transaction)).length === 0) return false;
    await recordEvent({ event, outcome: "done", actorId: userId, details: { client: id } }, origin, transaction);
    return true;
  });
}
