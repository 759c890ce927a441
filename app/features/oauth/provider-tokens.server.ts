import { eq } from "drizzle-orm";

import { db } from "../../db/client.server.ts";
import { violatedConstraint } from "../../db/faults.ts";
import { dataKeys } from "../../keys.server.ts";
import { makeSealer } from "../../sealing.server.ts";
import type { ProviderTokens } from "./provider-tokens.ts";
import { providerTokens } from "./provider-tokens.schema.ts";

const { seal, open } = makeSealer(dataKeys, "provider tokens");

/** Keeps the newest tokens of an identity, encrypted. They never leave the server: no page, log or cookie has them (OL-01, OC22). */
export async function keepProviderTokens(identityId: string, tokens: ProviderTokens): Promise<void> {
  const kept = { sealed: seal(JSON.stringify(tokens)), expiresAt: tokens.expiresAt };
  await db
    .insert(providerTokens)
    .values({ identityId, ...kept })
    .onConflictDoUpdate({ target: providerTokens.identityId, set: kept })
    .catch((error: unknown) => {
      // Disconnected a moment ago: there is nobody left to act for.
      if (violatedConstraint(error) !== "provider_tokens_identity_id_identities_id_fk") throw error;
    });
}

/** The newest tokens of an identity, to ask its provider something on the person's behalf; null when there are none. */
export async function findProviderTokens(identityId: string): Promise<ProviderTokens | null> {
  const [kept] = await db.select().from(providerTokens).where(eq(providerTokens.identityId, identityId));
  const text = kept && open(kept.sealed);
  return text ? { ...(JSON.parse(text) as ProviderTokens), expiresAt: kept.expiresAt } : null;
}
