import type { Origin } from "../../audit/record.server.ts";
import { recordEvent } from "../../audit/record.server.ts";
import { hashToken, randomToken } from "../../auth/secrets.server.ts";
import { now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { clients, type Client } from "./clients.schema.ts";

/** What is kept of an application, as an administrator has said it. */
export type ClientFields = Pick<
  Client,
  "name" | "grants" | "redirectUris" | "postLogoutRedirectUris" | "scopes" | "resources" | "isFirstParty" | "accountId"
>;

/** Who does something to an application, and from where. */
export type ClientActor = { readonly userId: string | null; readonly origin: Origin };

/** A client in the hour of its registration: `secret` is shown once, and kept as its hash alone (AS01). */
export type RegisteredClient = { readonly client: Client; readonly secret: string | null };

/** Registers an application; with a secret, where it can keep one. */
export async function registerClient(
  fields: ClientFields & { readonly keepsSecret: boolean },
  { userId, origin }: ClientActor,
): Promise<RegisteredClient> {
  const { keepsSecret, ...kept } = fields;
  const secret = keepsSecret ? randomToken() : null;
  const client = await db.transaction(async (transaction) => {
    const [made] = await transaction
      .insert(clients)
      .values({ ...kept, secretHash: secret === null ? null : hashToken(secret), updatedAt: now() })
      .returning();
    if (!made) throw new Error("the client was not written");
    const details = { client: made.id };
    await recordEvent({ event: "client.created", outcome: "done", actorId: userId, details }, origin, transaction);
    return made;
  });
  return { client, secret };
}
