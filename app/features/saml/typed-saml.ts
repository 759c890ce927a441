import type { ConnectionFlaw } from "../../auth/connection-check.ts";

/** A SAML connection as somebody has typed it: its metadata as text, or the address where it is. */
export type TypedSaml = { name: string; label: string; metadata: string; metadataUrl: string };

/** Why it was not added: the field to blame, and for the metadata what reading it has shown. */
export type SamlProblem =
  | { reason: "name" | "name-taken" | "label" | "no-source" | "two-sources" }
  | { reason: "metadata"; flaw: ConnectionFlaw; detail: string };

/** Whether metadata was handed over in exactly one way. */
export function flawOfSources({ metadata, metadataUrl }: Pick<TypedSaml, "metadata" | "metadataUrl">) {
  if (metadata && metadataUrl) return "two-sources";
  return metadata || metadataUrl ? null : "no-source";
}
