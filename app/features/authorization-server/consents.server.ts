import { and, eq, sql } from "drizzle-orm";

import { now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import type { Consent } from "./consent.ts";
import { consents } from "./consents.schema.ts";

/** What somebody has allowed a client so far. */
export async function findConsent(userId: string, clientId: string): Promise<Consent> {
  const given = await db
    .select()
    .from(consents)
    .where(and(eq(consents.userId, userId), eq(consents.clientId, clientId)));
  return Object.fromEntries(given.map(({ resource, scopes }) => [resource, scopes]));
}

/** Notes that somebody allows a client this as well (AS20). */
export async function giveConsent(userId: string, clientId: string, consent: Consent): Promise<void> {
  const given = Object.entries(consent).filter(([, scopes]) => scopes.length > 0);
  if (given.length === 0) return;
  await db
    .insert(consents)
    .values(given.map(([resource, scopes]) => ({ userId, clientId, resource, scopes: [...scopes], givenAt: now() })))
    .onConflictDoUpdate({
      target: [consents.userId, consents.clientId, consents.resource],
      set: {
        scopes: sql`(select array_agg(distinct scope) from unnest(${consents.scopes} || excluded.scopes) as scope)`,
        givenAt: now(),
      },
    });
}
