import type { KoaContextWithOIDC } from "oidc-provider";

import { askedFor } from "./asked-for.ts";
import type { Consent } from "./consent.ts";
import { findConsent } from "./consents.server.ts";

/**
 * A grant of its own for each authorization, of what the person has allowed the client so far: what ends one sign-in of an application leaves its
 * others alone. None while the person is not known, or has allowed nothing.
 */
export async function grantFor({ oidc }: KoaContextWithOIDC) {
  const { accountId } = oidc.session ?? {};
  const clientId = oidc.client?.clientId;
  if (!accountId || !clientId) return undefined;
  // Of our own applications nobody is asked about: they are allowed what they ask for.
  const isOwn = oidc.client?.is_first_party === true;
  const consent = isOwn ? askedFor(oidc.params ?? {}) : await findConsent(accountId, clientId);
  if (Object.keys(consent).length === 0) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  fill(grant, consent);
  await grant.save();
  return grant;
}

type Filled = { addOIDCScope: (scope: string) => void; addResourceScope: (resource: string, scope: string) => void };

/** Puts what was allowed into a grant. */
export function fill(grant: Filled, consent: Consent): void {
  for (const [resource, scopes] of Object.entries(consent)) {
    if (resource === "") grant.addOIDCScope(scopes.join(" "));
    else grant.addResourceScope(resource, scopes.join(" "));
  }
}
