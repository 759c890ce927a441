import type { Actor } from "../../auth/change-person.server.ts";
import { CONNECTION_NAME } from "../../auth/connection.ts";
import { addConnection, flawInName } from "../../auth/connection-changes.server.ts";
import { savedFrom, type AddedSettings } from "./added-connection.server.ts";
import { flawOf, readHandedOver } from "./check-metadata.server.ts";
import { connectionNameOf } from "./identity-provider.ts";
import type { IdpMetadata } from "./idp-metadata.ts";
import { authorityOf } from "./saml-connection.ts";
import { flawOfSources, type SamlProblem, type TypedSaml } from "./typed-saml.ts";

export type AddSamlOutcome = { ok: true; id: string } | ({ ok: false } & SamlProblem);

/** Adds an identity provider once its metadata has shown that people can sign in through it (SA-10). */
export async function addSaml(actor: Actor, typed: TypedSaml): Promise<AddSamlOutcome> {
  const { name: slug, label, metadata: xml, metadataUrl: url } = typed;
  const name = connectionNameOf(slug);
  const flaw = (CONNECTION_NAME.test(slug) ? flawInName(name) : "name") ?? flawOfSources(typed);
  if (flaw) return { ok: false, reason: flaw };
  const read = await readHandedOver({ xml, url });
  if (!read.ok) return { ...flawOf(read), reason: "metadata" };
  const settings = settingsFrom(slug, url, read.metadata);
  const added = await addConnection(actor, { name, kind: "saml", label, settings, secret: "" });
  if (added.ok) return added;
  return { ok: false, reason: added.reason === "name" || added.reason === "name-taken" ? added.reason : "label" };
}

const settingsFrom = (slug: string, metadataUrl: string, metadata: IdpMetadata): AddedSettings => ({
  issuer: authorityOf(metadata.entityId, connectionNameOf(slug), true),
  slug,
  entityId: metadata.entityId,
  metadataUrl,
  ...savedFrom(metadata),
});
