import { accessVersion, roleGrants, roleParents, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { compileRoleGraph, type RoleGraph } from "./role-graph.ts";

let compiled: Promise<RoleGraph> | undefined;
let newestAsked = 0;

/**
 * The role graph at `version` or newer. The version comes with every session look-up, so a change made anywhere is seen by the
 * next request of every process (AZ13); compiling happens once a version, however many requests wait for it.
 */
export async function roleGraphAt(version: number): Promise<RoleGraph> {
  if (!compiled || version > newestAsked) {
    newestAsked = version;
    compiled = load();
    compiled.catch(() => {
      newestAsked = 0; // a failed load is tried again by the next request
    });
  }
  const graph = await compiled;
  // The load may have begun just before another change was committed.
  return graph.version >= version ? graph : roleGraphAt(version);
}

async function load(): Promise<RoleGraph> {
  // One snapshot, so that the version belongs to exactly these rows.
  return db.transaction(
    async (transaction) => {
      const [current] = await transaction.select({ version: accessVersion.version }).from(accessVersion);
      return compileRoleGraph({
        version: current?.version ?? 0,
        roles: await transaction.select({ id: roles.id, name: roles.name, grantsAll: roles.grantsAll }).from(roles),
        parents: await transaction.select().from(roleParents),
        grants: await transaction.select().from(roleGrants),
      });
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
