import { and, desc, eq } from "drizzle-orm";

import { db } from "../../db/client.server.ts";
import { isId } from "../../db/columns.ts";
import { users } from "../../db/users.schema.ts";
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

/** A client as administrators see it: whether it has a secret, never which. */
export type ListedClient = Omit<Client, "secretHash" | "accountId"> & { keepsSecret: boolean; account: string };

/** The client of this id, switched off or not, with the user name of its account; null for any other text. */
export async function findListedClient(id: string): Promise<ListedClient | null> {
  if (!isId(id)) return null;
  const [found] = await listed().where(eq(clients.id, id));
  return found ? shown(found) : null;
}

/** All clients, the newest first. */
export const listClients = async (): Promise<ListedClient[]> =>
  (await listed().orderBy(desc(clients.createdAt), desc(clients.id))).map(shown);

const listed = () =>
  db
    .select({ client: clients, account: users.username })
    .from(clients)
    .leftJoin(users, eq(users.id, clients.accountId))
    .$dynamic();

const shown = ({ client, account }: { client: Client; account: string | null }): ListedClient => {
  const { secretHash, accountId: _, ...rest } = client;
  return { ...rest, keepsSecret: secretHash !== null, account: account ?? "" };
};
