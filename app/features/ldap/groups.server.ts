import type { Directory } from "./directory.ts";
import { canonicalDn, isWithin, parseDn } from "./dn.ts";
import { textsOf, type Entry } from "./entry.ts";
import { equals, isInChain, some, type Line } from "./line.server.ts";

const MOST_GROUPS = 500;
const MOST_ROUNDS = 10;
const ASKED_AT_ONCE = 50;

/**
 * The groups that somebody is in, by their canonical names; none outside of the part of the directory where groups count, since elsewhere
 * people may make their own. Groups that are in one another do not keep it busy: each is asked about once, ten rounds at most.
 */
export async function groupsOf(line: Line, directory: Directory, person: Entry): Promise<string[]> {
  const found = await namesOf(line, directory, person);
  const base = canonicalDn(directory.groupBaseDn) ?? "";
  const canonical = found.flatMap((dn) => canonicalDn(dn) ?? []);
  return [...new Set(canonical)].filter((dn) => isWithin(dn, base)).slice(0, MOST_GROUPS);
}

async function namesOf(line: Line, directory: Directory, person: Entry): Promise<string[]> {
  if (directory.groups === "direct") return textsOf(person, "memberOf");
  if (directory.groups === "in-chain") return search(line, directory, [person.dn], isInChain);
  const seen = new Map<string, string>();
  let asking = [person.dn];
  for (let round = 0; round < MOST_ROUNDS && asking.length > 0 && seen.size < MOST_GROUPS; round++) {
    const found = await search(line, directory, asking, equals);
    asking = found.filter((dn) => !seen.has(canonicalDn(dn) ?? dn));
    for (const dn of asking) seen.set(canonicalDn(dn) ?? dn, dn);
  }
  return [...seen.values()];
}

/** The groups that one of these is in, as the filter sees it. */
async function search(line: Line, { groupBaseDn }: Directory, members: readonly string[], isMember: typeof equals) {
  const names: string[] = [];
  for (let from = 0; from < members.length; from += ASKED_AT_ONCE) {
    const asked = members.slice(from, from + ASKED_AT_ONCE);
    const filter = some(asked.flatMap((dn) => [isMember("member", dn), isMember("uniqueMember", dn)]));
    const atMost = MOST_GROUPS;
    const entries = await line.search({ base: groupBaseDn, scope: "sub", filter, attributes: ["1.1"], atMost });
    names.push(...entries.map(({ dn }) => dn));
  }
  return names;
}

/** What a group is called for short: its `cn`, or whatever else its name begins with. */
export const shortName = (dn: string): string => parseDn(dn)?.[0]?.[0]?.value ?? dn;
