import type { IdpMetadata } from "./idp-metadata.ts";
import type { SamlFailure } from "./failure.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { metadataAt, metadataIn } from "./metadata.server.ts";
import type { KnownProvider, SamlConnection } from "./saml-connection.ts";

export type ProviderOutcome = { readonly ok: true; readonly provider: IdentityProvider } | SamlFailure;

const nothing = { id: null, email: null, firstName: null, lastName: null, username: null, groups: null };

/** The identity provider behind a connection, by its metadata: asks its address where it has one and nobody has for an hour. */
export async function identityProviderOf(connection: SamlConnection): Promise<ProviderOutcome> {
  const known = await knownProvider(connection);
  if ("ok" in known) return known;
  // The address may be somebody else's by now: what the connection is trusted with was meant for the one it was added for.
  if (connection.entityId !== null && known.entityId !== connection.entityId)
    return { ok: false, reason: "metadata-of-another", detail: `it is that of ${known.entityId}` };
  const { source: _source, names: _names, ...provider } = connection;
  return { ok: true, provider: { ...provider, ...known, mapping: nothing } };
}

async function knownProvider({ source, reach }: SamlConnection): Promise<KnownProvider | SamlFailure> {
  if (source.is === "saved") return source.provider;
  const outcome = await (source.is === "text" ? textOnce(source.xml) : metadataAt(source.url, reach));
  return outcome.ok ? knownFrom(outcome.metadata) : outcome;
}

const read = new Map<string, ReturnType<typeof metadataIn>>();

// The files of the environment: as many as it names, and they stay what they were at the start.
function textOnce(xml: string) {
  const outcome = read.get(xml) ?? metadataIn(xml);
  read.set(xml, outcome);
  return outcome;
}

const knownFrom = ({ entityId, signInUrl, certificates }: IdpMetadata): KnownProvider => ({
  entityId,
  signInUrl,
  certificates: certificates.map(({ pem }) => pem),
});
