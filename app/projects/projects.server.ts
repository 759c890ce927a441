import { and, asc, eq, getTableColumns, gt, sql } from "drizzle-orm";

import { readable, type Readable } from "../access/fields.ts";
import type { Caller } from "../access/principal.ts";
import { visible } from "../access/visible.server.ts";
import { fullName } from "../auth/identifiers.ts";
import { findUser } from "../auth/users.server.ts";
import { db } from "../db/client.server.ts";
import { runPrepared } from "../db/prepared.server.ts";
import { users } from "../db/users.schema.ts";
import { projectModel } from "./project.model.server.ts";
import { projects, type Project } from "./projects.schema.ts";

/** A project as one caller may read it: without the budget where that is hidden from them. */
export type ReadableProject = Readable<Project, typeof projectModel>;

/** The same in a list. `ownerName` is null once the owner's account is erased. */
export type ListedProject = ReadableProject & { ownerName: string | null };

/** Which projects to list: those after the one with the id `cursor`, at most `limit`, and only with this status. */
export type ProjectQuery = { cursor?: string; limit?: number; status?: Project["status"] };

/**
 * A page of the projects that this caller may read, by role, by condition or because they were shared with them; oldest first. The database
 * itself leaves out all others, so neither a page nor `nextCursor` tells that they exist (AZ22).
 */
export async function listProjects(
  principal: Caller,
  { cursor, limit = 25, status }: ProjectQuery = {},
): Promise<{ items: ListedProject[]; nextCursor: string | null }> {
  const query = db
    .select({
      ...getTableColumns(projects),
      ownerName: sql<
        string | null
      >`coalesce(nullif(trim(${users.firstName} || ' ' || ${users.lastName}), ''), ${users.username})`,
    })
    .from(projects)
    .leftJoin(users, eq(users.id, projects.ownerId))
    .where(
      and(
        visible(principal, "project:read", projectModel),
        cursor === undefined ? undefined : gt(projects.id, cursor),
        status && eq(projects.status, status),
      ),
    )
    .orderBy(asc(projects.id))
    .limit(limit + 1);
  const found = await runPrepared(query);
  const items = found.slice(0, limit).map((project) => readable(principal, projectModel, project));
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The name of a project's owner; null once their account is erased. */
export async function findOwnerName({ ownerId }: Project): Promise<string | null> {
  const owner = ownerId === null ? null : await findUser(ownerId);
  return owner && (fullName(owner) || owner.username);
}

/** What programs get of a project: these members, and the budget where this caller may read it (FA-03). */
export function projectJson(principal: Caller, project: Project | ReadableProject) {
  const { id, name, status, budget, ownerId, createdAt } = readable(principal, projectModel, project);
  return { id, name, status, budget, ownerId, createdAt };
}

/** The projects of one person, oldest first, as they may take them along with their own data. */
export const listProjectsOf = (ownerId: string): Promise<Pick<Project, "id" | "name" | "status" | "createdAt">[]> =>
  db
    .select({ id: projects.id, name: projects.name, status: projects.status, createdAt: projects.createdAt })
    .from(projects)
    .where(eq(projects.ownerId, ownerId))
    .orderBy(asc(projects.id));
