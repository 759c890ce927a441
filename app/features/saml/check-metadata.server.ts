import { X509Certificate } from "node:crypto";

import type { ConnectionCheck, ConnectionFlaw } from "../../auth/connection-check.ts";
import type { AddedConnection } from "../../auth/connections.server.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { addedSaml } from "./added-connection.server.ts";
import type { MetadataFailure } from "./failure.ts";
import type { MetadataFlaw } from "./idp-metadata.ts";
import { identityProviderOf } from "./identity-provider.server.ts";
import { metadataIn, readMetadataAt, type MetadataOutcome } from "./metadata.server.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** Metadata as an administrator hands it over: a text, or the address where it is. */
export type HandedOver = { readonly xml: string; readonly url: string };

/** Reads metadata that somebody has handed over, at its address where that was given. */
export const readHandedOver = ({ xml, url }: HandedOver): Promise<MetadataOutcome> =>
  url ? readMetadataAt(url, reachOfAdded) : metadataIn(xml);

/**
 * Whether people can sign in through a connection, as far as its metadata shows, read anew where it has an address: who it is about, and
 * until when the owner of each certificate meant it to be used.
 */
export async function checkMetadata(connection: AddedConnection): Promise<ConnectionCheck> {
  const saml = addedSaml(connection);
  if (saml.source.is === "address") {
    const read = await readMetadataAt(saml.source.url, reachOfAdded);
    if (!read.ok) return flawOf(read);
  }
  const known = await identityProviderOf(saml);
  if (!known.ok) return flawOf(known as MetadataFailure);
  return { ok: true, found: findingsIn(known.provider) };
}

const findingsIn = ({ entityId, signInUrl, certificates }: IdentityProvider) => [
  { what: "entity" as const, value: entityId },
  { what: "authorize" as const, value: signInUrl },
  { what: "certificates" as const, value: certificates.map((pem) => endOf(pem).toISOString().slice(0, 10)) },
];

/** Until when a certificate was meant to be used. */
export const endOf = (pem: string): Date => new Date(new X509Certificate(pem).validTo);

const flaws: Record<MetadataFlaw, ConnectionFlaw> = {
  "too-large": "too-large",
  "not-xml": "not-xml",
  "not-one-entity": "not-one-entity",
  "no-identity-provider": "no-identity-provider",
  "no-certificate": "no-certificate",
  "bad-certificate": "bad-certificate",
  "no-redirect-address": "no-redirect-address",
  "bad-address": "bad-address",
  expired: "expired",
};

/** What is wrong with metadata, as the pages of administrators say it. */
export function flawOf({ reason, detail, why }: MetadataFailure): { ok: false; flaw: ConnectionFlaw; detail: string } {
  if (reason === "metadata-unreachable") return { ok: false, flaw: why ?? "no-metadata", detail };
  if (reason === "metadata-of-another") return { ok: false, flaw: "another-entity", detail };
  return { ok: false, flaw: flaws[reason.slice("metadata-".length) as MetadataFlaw], detail };
}
