import type { Assertion } from "../../auth/assertion.ts";
import { isTrustedFor } from "../../auth/address-trust.ts";
import { visible } from "../../auth/told-text.ts";
import type { Known } from "./ask-directory.server.ts";
import type { Directory } from "./directory.ts";
import { canonicalDn, prepared } from "./dn.ts";
import { textsOf, type Entry } from "./entry.ts";
import { shortName } from "./groups.server.ts";

/**
 * What a directory says of somebody, for the core. Its addresses count as verified, as far as its word about addresses counts at all: who
 * may vouch for which is the core's to say. A group is called as the map calls it, by its short name or by its full one in any spelling.
 */
export function assertionFrom(directory: Directory, { id, entry, groups }: Known): Assertion {
  const username = textsOf(entry, directory.userAttribute).map(visible)[0] ?? null;
  const email = emailOf(directory, entry, username);
  return {
    authority: directory.authority,
    subject: id,
    email,
    emailVerified: email !== null,
    signedInAnew: true,
    username,
    firstName: textsOf(entry, "givenName")[0] ?? "",
    lastName: textsOf(entry, "sn")[0] ?? "",
    groups: namesIn(directory, groups),
    profile: { name: prepared(username ?? ""), username, dn: visible(entry.dn), email, groups: [...groups] },
  };
}

// Of several the one that the directory is trusted about, else the first by the alphabet: directories give them in any order.
function emailOf(directory: Directory, entry: Entry, username: string | null): string | null {
  const written = textsOf(entry, "mail").map(visible).toSorted();
  const given = written.find((email) => isTrustedFor(directory, email)) ?? written[0];
  if (given !== undefined) return given;
  return directory.emailDomain && username ? `${username}@${directory.emailDomain}` : null;
}

function namesIn({ groupMap }: Directory, groups: readonly string[]): string[] {
  const short = groups.map((dn) => prepared(shortName(dn)));
  return Object.keys(groupMap).filter(
    (name) => short.includes(prepared(name)) || groups.includes(canonicalDn(name) ?? ""),
  );
}
