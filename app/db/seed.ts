import { eq } from "drizzle-orm";

import { syncPermissions } from "../access/roles.server.ts";
import { syncRoles } from "../access/sync-roles.server.ts";
import { createUser } from "../auth/users.server.ts";
import { hashPassword } from "../auth/passwords.server.ts";
import { now } from "../clock.ts";
import { env } from "../env.server.ts";
import { projectModel } from "../projects/project.model.server.ts";
import { projects } from "../projects/projects.schema.ts";
import { roles as definedRoles } from "../roles.ts";
import { memberships, roles } from "./access.schema.ts";
import { db, type Transaction } from "./client.server.ts";
import { demoPassword, demoPeople, demoProjects, demoShares } from "./demo-data.ts";
import { objectGrants } from "./object-grants.schema.ts";
import { users } from "./users.schema.ts";

/** Fills an empty database with the demo people and projects; a filled one is left alone. Refuses in production (PW26). */
export async function seedDemoData(): Promise<"filled" | "kept"> {
  if (env.isProduction)
    throw new Error("Demo data has a password that everybody knows: it never goes into production.");
  await syncPermissions(db);
  await syncRoles(definedRoles);
  const anybody = await db.select({ id: users.id }).from(users).limit(1);
  if (anybody.length > 0) return "kept";
  const passwordHash = await hashPassword(demoPassword);
  await db.transaction(async (transaction) => {
    await addPeople(transaction, passwordHash);
    await addProjects(transaction);
    await addShares(transaction);
  });
  return "filled";
}

async function addPeople(transaction: Transaction, passwordHash: string): Promise<void> {
  for (const { role, ...person } of demoPeople) {
    await createUser(transaction, {
      ...person,
      email: `${person.username}@example.com`,
      passwordHash,
      emailVerifiedAt: now(),
    });
    if (role)
      await transaction.insert(memberships).values({ userId: person.id, roleId: await roleNamed(transaction, role) });
  }
}

async function addProjects(transaction: Transaction): Promise<void> {
  for (const { owner, ...project } of demoProjects)
    await transaction.insert(projects).values({ ...project, ownerId: personNamed(owner) });
}

async function addShares(transaction: Transaction): Promise<void> {
  for (const { project, permission, ...holder } of demoShares)
    await transaction.insert(objectGrants).values({
      permission,
      model: projectModel.name,
      objectId: idOf(demoProjects.find(({ name }) => name === project)),
      ...("person" in holder
        ? { userId: personNamed(holder.person) }
        : { roleId: await roleNamed(transaction, holder.role) }),
    });
}

async function roleNamed(transaction: Transaction, name: string): Promise<string> {
  const [role] = await transaction.select({ id: roles.id }).from(roles).where(eq(roles.name, name));
  return idOf(role);
}

const personNamed = (username: string) => idOf(demoPeople.find((person) => person.username === username));

function idOf(found: { id: string } | undefined): string {
  if (!found) throw new Error("the demo data names somebody who is not in it");
  return found.id;
}
