import type { Origin } from "../../audit/record.server.ts";
import { recordEvent } from "../../audit/record.server.ts";
import { hashToken, randomToken } from "../../auth/secrets.server.ts";
import { now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { clients, type Client } from "./clients.schema.ts";

/** What an administrator says of an application. */
export type ClientFields = Pick<
  Client,
  "name" | "grants" | "redirectUris" | "postLogoutRedirectUris" | "scopes" | "resources" | "isFirstParty"
> & { readonly keepsSecret: boolean };

/** A client in the hour of its registration: `secret` is shown once, and kept as its hash alone (AS01). */
export type RegisteredClient = { readonly client: Client; readonly secret: string | null };

/** Registers an application. */
export async function registerClient(
  { keepsSecret, ...fields }: ClientFields,
  actorId: string | null,
  origin: Origin,
): Promise<RegisteredClient> {
  const secret = keepsSecret ? randomToken() : null;
  const client = await db.transaction(async (transaction) => {
    const [made] = await transaction
      .insert(clients)
      .values({ ...fields, secretHash: secret === null ? null : hashToken(secret), updatedAt: now() })
      .returning();
    if (!made) throw new Error("the client was not written");
    await recordEvent(
      { event: "client.created", outcome: "done", actorId, details: { client: made.id } },
      origin,
      transaction,
    );
    return made;
  });
  return { client, secret };
}
