import { desc, eq } from "drizzle-orm";

import { db } from "../../db/client.server.ts";
import { clients } from "./clients.schema.ts";
import { consents } from "./consents.schema.ts";

/** An application that a person has allowed something; `services` are the addresses of other services that it is about. */
export type AllowedApplication = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly services: readonly string[];
  readonly givenAt: Date;
};

/** The applications that a person has allowed something, the latest first. */
export async function listApplications(userId: string): Promise<AllowedApplication[]> {
  const rows = await db
    .select({
      id: clients.id,
      name: clients.name,
      resource: consents.resource,
      scopes: consents.scopes,
      givenAt: consents.givenAt,
    })
    .from(consents)
    .innerJoin(clients, eq(clients.id, consents.clientId))
    .where(eq(consents.userId, userId))
    .orderBy(desc(consents.givenAt), clients.id);
  const ids = [...new Set(rows.map(({ id }) => id))];
  return ids.flatMap((clientId) => {
    const given = rows.filter(({ id }) => id === clientId);
    const [latest] = given;
    if (!latest) return [];
    const { id, name, givenAt } = latest;
    const scopes = [...new Set(given.flatMap((one) => one.scopes))];
    return [{ id, name, givenAt, scopes, services: given.flatMap(({ resource }) => resource || []) }];
  });
}
