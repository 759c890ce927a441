import { inArray, or, eq } from "drizzle-orm";

import { allPermissions, type Permission } from "../../access/permissions.ts";
import type { SignedIn } from "../../access/principal.ts";
import { db } from "../../db/client.server.ts";
import { objectGrants } from "../../db/object-grants.schema.ts";

/**
 * The scopes that somebody can give a key: whatever they may do themselves, everywhere, under conditions, or to a row that was shared with them. More
 * would do no harm now, as rights are asked for at each request, but would come alive with the next role (AK06).
 */
export async function listOfferedScopes(principal: SignedIn): Promise<Permission[]> {
  const shared = await db
    .selectDistinct({ permission: objectGrants.permission })
    .from(objectGrants)
    .where(or(eq(objectGrants.userId, principal.userId), inArray(objectGrants.roleId, [...principal.roleIds])));
  const held = new Set<string>([
    ...principal.permissions,
    ...principal.grants.map(({ permission }) => permission),
    ...shared.map(({ permission }) => permission),
  ]);
  return allPermissions.filter((permission) => held.has(permission));
}
