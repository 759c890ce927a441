import { z } from "zod";

import { projectStatuses } from "./projects.schema.ts";

const cursor = z.uuid().optional();
const limit = z.coerce.number().int().min(1).max(100).optional();
const status = z.enum(projectStatuses).optional();

/** What a list of projects can be asked with. */
export const projectQuery = z.strictObject({ cursor, limit, status });

export type ReadQuery = z.output<typeof projectQuery>;

/**
 * Which projects a program asks for, or null for anything that is not on offer. To sort or filter by any field whatever would tell what is
 * hidden in it, so nothing is passed on to the database that is not named here (AZ04).
 */
export function findProjectQuery(search: URLSearchParams): ReadQuery | null {
  const isOnce = [...search.keys()].every((name) => search.getAll(name).length === 1);
  const read = projectQuery.safeParse(Object.fromEntries(search));
  return read.success && isOnce ? read.data : null;
}

/** The same for a page, which leaves out what it does not understand: people arrive by old links. */
export const readProjectQuery = (search: URLSearchParams): Pick<ReadQuery, "cursor" | "status"> => ({
  cursor: cursor.catch(undefined).parse(search.get("cursor") ?? undefined),
  status: status.catch(undefined).parse(search.get("status") ?? undefined),
});
