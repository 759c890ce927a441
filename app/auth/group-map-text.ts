import { isRoleName } from "../access/role-name.ts";
import type { Connection } from "./connection.ts";

const MOST_LINES = 500;
const LONGEST_LINE = 500;

type GroupMap = Connection["groupMap"];
/** The map that was written, or the number of the first line that cannot be read. */
export type ReadGroupMap = { ok: true; groupMap: GroupMap } | { ok: false; line: number };

/**
 * Reads which roles the groups of another place give: a line for each group, `group = role, role`. Empty lines do not count; a group may
 * stand in several; its own name may hold an equals sign and a comma. At most 500 lines of 500 characters.
 */
export function readGroupMap(text: string): ReadGroupMap {
  const roles = new Map<string, string[]>();
  for (const [index, line] of text.split(/\r\n|[\r\n]/).entries()) {
    if (line.trim() === "") continue;
    const end = line.lastIndexOf("=");
    const group = line.slice(0, Math.max(end, 0)).trim();
    const named = line.slice(end + 1).split(",").map((name) => name.trim()); // prettier-ignore
    const isTooMuch = index >= MOST_LINES || line.length > LONGEST_LINE;
    if (isTooMuch || group === "" || !named.every(isRoleName)) return { ok: false, line: index + 1 };
    roles.set(group, [...new Set([...(roles.get(group) ?? []), ...named])]);
  }
  return { ok: true, groupMap: Object.fromEntries(roles) };
}

/** The same map as lines, the way `readGroupMap` reads them, by the groups' names. */
export const groupMapText = (groupMap: GroupMap): string =>
  Object.entries(groupMap)
    .map(([group, roles]) => `${group} = ${roles.join(", ")}`)
    .toSorted()
    .join("\n");
