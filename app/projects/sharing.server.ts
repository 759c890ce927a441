import { and, asc, eq, inArray } from "drizzle-orm";

import { isOwner } from "../access/conditions/is-owner.ts";
import { decide } from "../access/decide.server.ts";
import type { Subject } from "../access/model.server.ts";
import { grantObject, revokeObjectGrant, type Holder } from "../access/object-grants.server.ts";
import { can, type SignedIn } from "../access/principal.ts";
import type { Change } from "../access/roles.server.ts";
import type { RowRefused } from "../access/row-refused.ts";
import { currentRoleGraph } from "../access/role-graph.server.ts";
import { visible } from "../access/visible.server.ts";
import { fullName, isEmail } from "../auth/identifiers.ts";
import { findByIdentifier } from "../auth/users.server.ts";
import { roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { objectGrants } from "../db/object-grants.schema.ts";
import { users } from "../db/users.schema.ts";
import { projectModel } from "./project.model.server.ts";
import { projects, type Project } from "./projects.schema.ts";
import { isShareable, shareable, type Share, type Shareable, type ShareFlaw } from "./sharing-fields.ts";

/** With whom to share: somebody by user name or e-mail address, or a role by its name. */
export type ShareWith = { person: string } | { role: string };

export type ShareOutcome = { ok: true } | { ok: false; reason: "flawed"; flaw: ShareFlaw } | RowRefused;

/**
 * Gives somebody a permission for this project, which whoever gives it must hold themselves (AZ08). Who may change it may see it, or they
 * would never find it. An e-mail address that nobody has is answered like one that somebody has: user names are public, addresses are not.
 */
export async function shareProject(
  principal: SignedIn,
  project: Project,
  { permission, ...holder }: ShareWith & { permission: string },
  change: Change,
): Promise<ShareOutcome> {
  if (!isShareable(permission)) return { ok: false, reason: "flawed", flaw: "permission" };
  const lasting = await lastingly(principal);
  for (const one of broughtBy(permission))
    if (!(await decide(lasting, one, subjectOf(project)))) return { ok: false, reason: "not-allowed" };
  const found = "person" in holder ? await findPerson(holder.person) : await findRole(principal, holder.role);
  const isOwn = found && "userId" in found && found.userId === principal.userId;
  if (isOwn) return { ok: false, reason: "flawed", flaw: "person" };
  if (found) return give(principal, project, permission, found, change);
  if ("person" in holder && isEmail(holder.person)) return { ok: true };
  return { ok: false, reason: "flawed", flaw: "person" in holder ? "person" : "role" };
}

const broughtBy = (permission: Shareable): readonly Shareable[] =>
  permission === "project:update" ? ["project:read", "project:update"] : [permission];

// What somebody holds at this hour, from this address or while it is a draft only, they cannot pass on: a share has no conditions (AZ08).
async function lastingly(principal: SignedIn): Promise<SignedIn> {
  const { permissions, grants } = (await currentRoleGraph()).standingOf(principal.roleIds, principal.user.isSuperuser);
  const ofOwner = grants.filter((grant) => grant.conditions.every(({ stored }) => stored.type === isOwner.type));
  return { ...principal, permissions, grants: ofOwner };
}

const subjectOf = (project: Project): Subject => ({ model: projectModel, row: project });

// Whoever registers with an address has not proven that it is theirs, and gets nothing that was meant for its owner.
async function findPerson(identifier: string): Promise<Holder | null> {
  const user = await findByIdentifier(identifier.trim());
  return user && (user.emailVerifiedAt || !isEmail(identifier)) ? { userId: user.id } : null;
}

async function findRole(principal: SignedIn, name: string): Promise<Holder | null> {
  const role = (await listRolesToShareWith(principal)).find((one) => one.name === name);
  return role ? { roleId: role.id } : null;
}

async function give(
  principal: SignedIn,
  project: Project,
  permission: Shareable,
  holder: Holder,
  change: Change,
): Promise<ShareOutcome> {
  return db.transaction(async (transaction) => {
    // Held until the end, so that whoever loses the project meanwhile has either shared it before or not at all (AZ15).
    const held = await transaction
      .select({ id: projects.id })
      .from(projects)
      .where(and(eq(projects.id, project.id), visible(principal, "project:update", projectModel)))
      .for("update");
    if (held.length === 0) return { ok: false, reason: "not-allowed" };
    for (const one of broughtBy(permission)) await grantObject(subjectOf(project), one, holder, change, transaction);
    return { ok: true };
  });
}

/** The roles that this person may share with: their own, and all of them for those who manage roles. */
export async function listRolesToShareWith(principal: SignedIn): Promise<{ id: string; name: string }[]> {
  const all = await db.select({ id: roles.id, name: roles.name }).from(roles).orderBy(asc(roles.name));
  return can(principal, "admin:roles") ? all : all.filter(({ id }) => principal.roleIds.includes(id));
}

/** With whom a project is shared, in the order in which it was. */
export async function listShares({ id }: Project): Promise<Share[]> {
  const shares = new Map<string, Share>();
  for (const { permission, user, role } of await findGrants(id)) {
    const [holderId, name] = user ? [user.id, fullName(user) || user.username] : [role?.id ?? "", role?.name ?? ""];
    const mayUpdate = permission === "project:update" || (shares.get(holderId)?.mayUpdate ?? false);
    shares.set(holderId, { holderId, name, username: user?.username ?? null, mayUpdate });
  }
  return [...shares.values()];
}

/** Takes back all that was shared of this project with this person or role. */
export async function unshareProject(project: Project, holderId: string, change: Change): Promise<void> {
  const grants = await findGrants(project.id);
  for (const { grantId } of grants.filter(({ user, role }) => (user ?? role)?.id === holderId))
    await revokeObjectGrant(grantId, change, subjectOf(project));
}

const findGrants = (objectId: string) =>
  db
    .select({
      grantId: objectGrants.id,
      permission: objectGrants.permission,
      user: { id: users.id, username: users.username, firstName: users.firstName, lastName: users.lastName },
      role: { id: roles.id, name: roles.name },
    })
    .from(objectGrants)
    .leftJoin(users, eq(users.id, objectGrants.userId))
    .leftJoin(roles, eq(roles.id, objectGrants.roleId))
    .where(
      and(
        eq(objectGrants.model, projectModel.name),
        eq(objectGrants.objectId, objectId),
        inArray(objectGrants.permission, [...shareable]),
      ),
    )
    .orderBy(asc(objectGrants.id));
