import type { SignedIn } from "../../access/principal.ts";
import { firstUnmetStep } from "../../auth/sign-in-steps.server.ts";
import { recognised } from "../../guards/recognised.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { secretShown } from "../../guards/shown-credential.ts";
import { findKey } from "./find-key.server.ts";

/** Recognises the owner of a key, capped by its scopes: what it may do is what both of them allow, at this moment (AK-14, AK-16). */
export async function apiKeyScheme({ shown, address }: RequestContext): Promise<SignedIn | null> {
  const keyHash = secretShown(shown, "apiKey");
  const found = keyHash === null ? null : await findKey(keyHash);
  if (!found) return null;
  const { id, prefix, scopes } = found.key;
  const how = { via: "apiKey", method: null, pending: firstUnmetStep(found.user), session: null } as const;
  return recognised(found, { ...how, scopes, credential: { id, label: prefix } }, address);
}
