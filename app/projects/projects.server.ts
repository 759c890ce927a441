import { asc, eq, sql } from "drizzle-orm";

import { can, type SignedIn } from "../access/principal.ts";
import { db } from "../db/client.server.ts";
import { users } from "../db/users.schema.ts";
import { projects, type Project } from "./projects.schema.ts";

/** A project as the list shows it. `ownerName` is null once the owner's account is erased. */
export type ListedProject = Pick<Project, "id" | "name" | "status" | "createdAt"> & { ownerName: string | null };

/** The projects that this person may see, oldest first. Whoever may read projects reads all of them. */
export async function listProjects(principal: SignedIn): Promise<ListedProject[]> {
  if (!can(principal, "project:read")) return [];
  return db
    .select({
      id: projects.id,
      name: projects.name,
      status: projects.status,
      createdAt: projects.createdAt,
      ownerName: sql<string | null>`trim(${users.firstName} || ' ' || ${users.lastName})`,
    })
    .from(projects)
    .leftJoin(users, eq(users.id, projects.ownerId))
    .orderBy(asc(projects.id));
}

/** The projects of one person, oldest first, as they may take them along with their own data. */
export const listProjectsOf = (ownerId: string): Promise<Pick<Project, "id" | "name" | "status" | "createdAt">[]> =>
  db
    .select({ id: projects.id, name: projects.name, status: projects.status, createdAt: projects.createdAt })
    .from(projects)
    .where(eq(projects.ownerId, ownerId))
    .orderBy(asc(projects.id));
