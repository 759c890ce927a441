import { and, eq, or } from "drizzle-orm";

import { forbiddenFields } from "../access/fields.ts";
import type { Caller, SignedIn } from "../access/principal.ts";
import type { RowRefused } from "../access/row-refused.ts";
import { visible } from "../access/visible.server.ts";
import type { AuditEvent } from "../audit/events.ts";
import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db, type Database } from "../db/client.server.ts";
import { newProject, projectChanges, readFields, type ProjectFlaw } from "./project-fields.ts";
import { projectModel } from "./project.model.server.ts";
import { projects, type Project } from "./projects.schema.ts";

/** Fields as they were sent: whatever the sender put there. */
type Sent = Readonly<Record<string, unknown>>;

export type ProjectOutcome =
  { ok: true; project: Project } | { ok: false; reason: "flawed"; flaws: ProjectFlaw[] } | RowRefused;

/** Adds a project that belongs to its creator. Who may not write the budget cannot set it, and it is 0. */
export async function createProject(principal: SignedIn, sent: Sent, origin: Origin): Promise<ProjectOutcome> {
  const fields = forbiddenFields(principal, projectModel, sent);
  if (fields.length > 0) return { ok: false, reason: "fields", fields };
  const read = readFields(newProject, sent);
  if (!read.ok) return read;
  return db.transaction(async (transaction) => {
    const [project] = await transaction
      .insert(projects)
      .values({ ...read.values, ownerId: principal.userId })
      .returning();
    if (!project) throw new Error("the new project was not stored");
    await note("project.created", principal, project, origin, transaction);
    return { ok: true, project };
  });
}

/** Changes the fields that were sent. To set the status to archived takes the permission to archive as well. */
export async function updateProject(
  principal: Caller,
  project: Project,
  sent: Sent,
  origin: Origin,
): Promise<ProjectOutcome> {
  const fields = forbiddenFields(principal, projectModel, sent);
  if (fields.length > 0) return { ok: false, reason: "fields", fields };
  const read = readFields(projectChanges, sent);
  if (!read.ok) return read;
  if (Object.keys(read.values).length === 0) return { ok: true, project };
  return db.transaction(async (transaction) => {
    const [changed] = await transaction
      .update(projects)
      .set(read.values)
      .where(
        and(
          eq(projects.id, project.id),
          // Asked once more by the write itself: whoever lost the row or its share since the guard asked, changes nothing (AZ15).
          visible(principal, "project:update", projectModel),
          read.values.status === "archived" ? isOrMayBeArchived(principal) : undefined,
        ),
      )
      .returning();
    if (!changed) return whyNot(project, transaction);
    await note("project.changed", principal, project, origin, transaction);
    return { ok: true, project: changed };
  });
}

const isOrMayBeArchived = (principal: Caller) =>
  or(eq(projects.status, "archived"), visible(principal, "project:archive", projectModel));

/** Puts a project into the archive. Changing its status takes it out again. */
export async function archiveProject(
  principal: Caller,
  project: Project,
  origin: Origin,
): Promise<{ ok: true } | RowRefused> {
  return db.transaction(async (transaction) => {
    const archived = await transaction
      .update(projects)
      .set({ status: "archived" })
      .where(and(eq(projects.id, project.id), visible(principal, "project:archive", projectModel)))
      .returning({ id: projects.id });
    if (archived.length === 0) return whyNot(project, transaction);
    await note("project.archived", principal, project, origin, transaction);
    return { ok: true };
  });
}

/** Deletes a project, and with it what was shared of it (OP-06). */
export async function deleteProject(
  principal: Caller,
  project: Project,
  origin: Origin,
): Promise<{ ok: true } | RowRefused> {
  return db.transaction(async (transaction) => {
    const deleted = await transaction
      .delete(projects)
      .where(and(eq(projects.id, project.id), visible(principal, "project:delete", projectModel)))
      .returning({ id: projects.id });
    if (deleted.length === 0) return whyNot(project, transaction);
    await note("project.deleted", principal, project, origin, transaction);
    return { ok: true };
  });
}

const whyNot = async ({ id }: Project, database: Database): Promise<RowRefused> => ({
  ok: false,
  reason: (await projectModel.find(id, database)) ? "not-allowed" : "gone",
});

const note = (event: AuditEvent, { userId }: Caller, { id }: Project, origin: Origin, database: Database) =>
  recordEvent({ event, outcome: "done", actorId: userId, details: { projectId: id } }, origin, database);
