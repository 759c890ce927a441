import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

import { CONNECTION_NAME } from "../../auth/connection.ts";
import { labelFrom, settingsIn } from "../../auth/named-settings.ts";
import type { Directory } from "./directory.ts";
import { readDirectory } from "./read-directory.ts";

type Source = Readonly<Record<string, string | undefined>>;
type Read = { readonly settings: readonly Directory[]; readonly problems: readonly string[] };

/**
 * The directories that the environment names (`LDAP_<NAME>_URL` and what belongs to it), in its order, and what is unsafe or cannot be read:
 * such a directory is left out, and the problem stops the start.
 */
export function readDirectories(source: Source): Read {
  const directories: Directory[] = [];
  const problems: string[] = [];
  for (const key of Object.keys(source)) {
    const written = /^LDAP_(.+)_URL$/.exec(key)?.[1];
    if (!written || !source[key]?.trim()) continue;
    const prefix = `LDAP_${written}_`;
    const slug = written.toLowerCase().replaceAll("_", "-");
    const { CA_FILE, ...settings } = settingsIn(source, prefix);
    const ca = CA_FILE === undefined ? undefined : certificateIn(CA_FILE);
    if (ca === null) problems.push(`${prefix}CA_FILE: must name a file with a certificate in it (PEM)`);
    if (!CONNECTION_NAME.test(`ldap-${slug}`)) problems.push(`${prefix}*: "${slug}" cannot stand in an address`);
    const read = readDirectory({
      name: `ldap-${slug}`,
      authority: `ldap:${slug}`,
      reach: "own-networks",
      settings: { LABEL: labelFrom(written), ...settings, CA: ca ?? undefined },
    });
    if (read.ok) directories.push(read.directory);
    else problems.push(...read.problems.map(({ setting, message }) => `${prefix}${setting}: ${message}`));
  }
  return { settings: Object.freeze(directories), problems };
}

function certificateIn(file: string): string | null {
  try {
    const text = readFileSync(file, "utf8");
    return new X509Certificate(text).subject === undefined ? null : text;
  } catch {
    return null;
  }
}
