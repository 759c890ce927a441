import type { AddedConnection } from "../../auth/connections.server.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { namesFrom } from "./attribute-names.ts";
import type { IdpMetadata } from "./idp-metadata.ts";
import type { SamlConnection } from "./saml-connection.ts";

/** What of a SAML connection stands in its settings. `certificates` are PEM, one after the other; `metadataUrl` is empty for a file. */
export type AddedSettings = {
  readonly issuer: string;
  readonly slug: string;
  readonly entityId: string;
  readonly metadataUrl: string;
  readonly signInUrl: string;
  readonly certificates: string;
};

/** What is kept of metadata: who it is about never changes, the rest may. */
export const savedFrom = ({ signInUrl, certificates }: IdpMetadata) => ({
  signInUrl,
  certificates: certificates.map(({ pem }) => pem.trim()).join("\n"),
});

/** The certificates in a text, PEM. */
export const certificatesIn = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

/** A connection that administrators have added, as SAML has it. */
export function addedSaml(connection: AddedConnection): SamlConnection {
  const { id, name, label, trustedDomains, groupMap, createsUsers, settings } = connection;
  const { slug = "", entityId = "", metadataUrl = "", signInUrl = "", certificates = "" } = settings;
  const saved = { entityId, signInUrl, certificates: certificatesIn(certificates) };
  return {
    name,
    label,
    kind: "saml",
    slug,
    trustedDomains,
    groupMap,
    createsUsers,
    onlyTrustedDomains: true,
    allowsUnsolicited: settings.idpInitiated === "true",
    allowsResponseOnlySignature: settings.responseOnlySignature === "true",
    names: namesFrom({
      id: settings.id,
      email: settings.email,
      firstName: settings.firstName,
      lastName: settings.lastName,
      username: settings.username,
      groups: settings.groups,
    }),
    reach: reachOfAdded,
    source: metadataUrl ? { is: "address", url: metadataUrl } : { is: "saved", provider: saved },
    entityId,
    id,
  };
}
