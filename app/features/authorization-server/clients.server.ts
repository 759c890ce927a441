import { and, eq } from "drizzle-orm";

import { db } from "../../db/client.server.ts";
import { isId } from "../../db/columns.ts";
import { clients, type Client } from "./clients.schema.ts";

/** The client of this id, unless it was switched off; null for any other text. */
export async function findClient(id: string): Promise<Client | null> {
  if (!isId(id)) return null;
  const [client] = await db
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), eq(clients.isActive, true)));
  return client ?? null;
}
