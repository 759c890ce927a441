import type { HandOuts } from "../access/hand-out.server.ts";
import type { SignedIn } from "../access/principal.ts";
import type { StoredConnection } from "../db/connections.schema.ts";

/** How far a connection's word counts. */
export type Trust = Pick<StoredConnection, "isEnabled" | "trustedDomains" | "groupMap">;

/** Why somebody may not let a connection's word count so far. */
export type BeyondRights =
  { ok: false; reason: "superusers-only" } | { ok: false; reason: "unknown-role" | "beyond-own-rights"; role: string };

/**
 * What is wrong with somebody's letting a connection's word count as `after` says; null when they may. Whoever adds a connection decides
 * whom its provider vouches for, so only a superuser says for which domains its word opens accounts that are there already, and a group may
 * only give roles that the actor may hand out (AZ08). What stood there before is not theirs to answer for, but whoever switches a
 * connection on answers for all of it.
 */
export function findBeyondRights(
  { user }: SignedIn,
  handOuts: HandOuts,
  before: Trust,
  after: Trust,
): BeyondRights | null {
  const stood = after.isEnabled && !before.isEnabled ? nothing : before;
  if (!user.isSuperuser && after.trustedDomains.some((domain) => !stood.trustedDomains.includes(domain)))
    return { ok: false, reason: "superusers-only" };
  for (const [group, roles] of Object.entries(after.groupMap))
    for (const role of roles) {
      if (givesIn(stood, group).includes(role)) continue;
      const id = handOuts.roles.find(({ name }) => name === role)?.id;
      if (id === undefined) return { ok: false, reason: "unknown-role", role };
      if (!handOuts.mayHandOut(id)) return { ok: false, reason: "beyond-own-rights", role };
    }
  return null;
}

const nothing: Trust = { isEnabled: false, trustedDomains: [], groupMap: {} };

// A group may be called like something that every object has.
const givesIn = ({ groupMap }: Trust, group: string): readonly string[] =>
  Object.hasOwn(groupMap, group) ? (groupMap[group] ?? []) : [];
