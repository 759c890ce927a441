import { eq } from "drizzle-orm";

import { currentRoleGraph } from "../access/role-graph.server.ts";
import { memberships } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import type { User } from "../db/users.schema.ts";
import { fullName } from "./identifiers.ts";
import { findUser } from "./users.server.ts";

// Named one by one, so that a new column of the table never travels by accident.
const shownColumns = [
  "id",
  "username",
  "email",
  "firstName",
  "lastName",
  "emailVerifiedAt",
  "isActive",
  "isStaff",
  "isSuperuser",
  "attributes",
  "lastLogin",
  "erasedAfter",
  "createdAt",
] as const satisfies readonly (keyof User)[];
type Shown = Pick<User, (typeof shownColumns)[number]>;

/** Everything an administrator sees of a person; nothing in it opens the account. */
export type PersonDetail = Shown & {
  fullName: string;
  hasPassword: boolean;
  /** The roles they were given themselves. */
  roles: { id: string; name: string }[];
  /** What those inherit from, and they do not have by themselves. */
  inherited: string[];
};

/** One person with their roles, or null when there is nobody with this id (UM-14). */
export async function findPerson(id: string): Promise<PersonDetail | null> {
  const user = isId(id) ? await findUser(id) : null;
  if (!user) return null;
  const graph = await currentRoleGraph();
  const held = await db.select({ id: memberships.roleId }).from(memberships).where(eq(memberships.userId, id));
  const roles = graph.rules.roles
    .filter((role) => held.some((one) => one.id === role.id))
    .map((role) => ({ id: role.id, name: role.name }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const standing = graph.standingOf(roles.map((role) => role.id));
  return {
    ...shown(user),
    fullName: fullName(user),
    hasPassword: user.passwordHash !== null,
    roles,
    inherited: standing.roles.filter((name) => !roles.some((role) => role.name === name)),
  };
}

const shown = (user: User) => Object.fromEntries(shownColumns.map((column) => [column, user[column]])) as Shown;
