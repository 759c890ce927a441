import { eq } from "drizzle-orm";

import type { SignedIn } from "../access/principal.ts";
import { currentRoleGraph } from "../access/role-graph.server.ts";
import { memberships } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { principalFrom } from "./person.ts";
import { firstUnmetStep } from "./sign-in-steps.server.ts";
import { findUser } from "./users.server.ts";

/** A person as they would stand right after signing in, and whether they could. No condition has been settled. */
export type FoundPrincipal = { principal: SignedIn; isDisabled: boolean };

/** Anybody's standing, for pages and commands that ask about other people (`explain`); null when there is no such person. */
export async function findPrincipal(userId: string): Promise<FoundPrincipal | null> {
  const user = await findUser(userId);
  if (!user) return null;
  const held = await db.select({ id: memberships.roleId }).from(memberships).where(eq(memberships.userId, userId));
  const graph = await currentRoleGraph();
  const roleIds = held.map(({ id }) => id);
  const how = { via: "session", method: "password", pending: firstUnmetStep(user), session: null } as const;
  const principal = principalFrom(user, how, graph.standingOf(roleIds, user.isSuperuser));
  return { principal, isDisabled: !user.isActive };
}
