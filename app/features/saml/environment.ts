import { readFileSync } from "node:fs";

import type { z } from "zod";

import { CONNECTION_NAME } from "../../auth/connection.ts";
import { labelFrom, settingsIn } from "../../auth/named-settings.ts";
import { isSafeAddress } from "../../reach.ts";
import { namesFrom } from "./attribute-names.ts";
import { samlSettings } from "./connection-words.ts";
import { connectionNameOf } from "./identity-provider.ts";
import type { MetadataSource, SamlConnection } from "./saml-connection.ts";

type Source = Readonly<Record<string, string | undefined>>;
type Read<Value> = { value: Value | null; problems: readonly string[] };

/** What the environment says about SAML: the connections, and the texts of our key and certificate where it names their files. */
export type SamlSettings = {
  readonly connections: readonly SamlConnection[];
  readonly keyFiles: { readonly key: string; readonly certificate: string } | null;
};

/**
 * The connections that the environment names (`SAML_<NAME>_METADATA`, a file or an address), and what is unsafe or cannot be read, which
 * stops the start. Whoever writes the environment runs the app, so their metadata may stand in networks of our own.
 */
export function readSamlSettings(source: Source): { settings: SamlSettings; problems: readonly string[] } {
  const written = Object.keys(source).flatMap((key) => /^SAML_(.+)_METADATA$/.exec(key)?.[1] ?? []);
  const read = written
    .filter((name) => source[`SAML_${name}_METADATA`]?.trim())
    .map((name) => connectionIn(source, name));
  const keys = keyFilesIn(source);
  return {
    settings: { connections: read.flatMap(({ value }) => value ?? []), keyFiles: keys.value },
    problems: [...read, keys].flatMap(({ problems }) => problems),
  };
}

function connectionIn(source: Source, written: string): Read<SamlConnection> {
  const prefix = `SAML_${written}_`;
  const slug = written.toLowerCase().replaceAll("_", "-");
  if (!CONNECTION_NAME.test(connectionNameOf(slug)))
    return { value: null, problems: [`${prefix}*: "${slug}" cannot stand in an address, or is too long`] };
  const read = samlSettings.safeParse({ LABEL: labelFrom(written), ...settingsIn(source, prefix) });
  if (!read.success)
    return {
      value: null,
      problems: read.error.issues.map(({ path, message }) => `${prefix}${String(path[0])}: ${message}`),
    };
  const metadata = sourceAt(read.data.METADATA);
  if (!metadata)
    return { value: null, problems: [`${prefix}METADATA: must name a file that can be read, or an https address`] };
  return { value: Object.freeze(connectionFrom(slug, read.data, metadata)), problems: [] };
}

const connectionFrom = (slug: string, read: z.output<typeof samlSettings>, source: MetadataSource): SamlConnection => ({
  name: connectionNameOf(slug),
  kind: "saml",
  slug,
  label: read.LABEL,
  trustedDomains: read.TRUSTED_DOMAINS,
  groupMap: read.GROUP_MAP,
  createsUsers: read.CREATE_USERS,
  allowsUnsolicited: read.IDP_INITIATED,
  allowsResponseOnlySignature: read.RESPONSE_ONLY_SIGNATURE,
  names: namesFrom({
    id: read.ID_ATTRIBUTE,
    email: read.EMAIL_ATTRIBUTE,
    firstName: read.FIRST_NAME_ATTRIBUTE,
    lastName: read.LAST_NAME_ATTRIBUTE,
    username: read.USERNAME_ATTRIBUTE,
    groups: read.GROUPS_ATTRIBUTE,
  }),
  reach: "own-networks",
  source,
  entityId: null,
  id: null,
});

function sourceAt(written: string): MetadataSource | null {
  if (/^https?:/i.test(written)) return isSafeAddress(written) ? { is: "address", url: written } : null;
  const xml = textOf(written);
  return xml === null ? null : { is: "text", xml };
}

function keyFilesIn(source: Source): Read<SamlSettings["keyFiles"]> {
  const { KEY_FILE: keyFile, CERT_FILE: certFile } = settingsIn(source, "SAML_SP_");
  if (!keyFile && !certFile) return { value: null, problems: [] };
  const [key, certificate] = [textOf(keyFile), textOf(certFile)];
  if (key === null) return { value: null, problems: ["SAML_SP_KEY_FILE: must name a file that can be read"] };
  if (certificate === null) return { value: null, problems: ["SAML_SP_CERT_FILE: must name a file that can be read"] };
  return { value: { key, certificate }, problems: [] };
}

function textOf(file: string | undefined): string | null {
  try {
    return file ? readFileSync(file, "utf8") : null;
  } catch {
    return null;
  }
}
