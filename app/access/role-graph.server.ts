import { fieldAccess } from "../db/field-access.schema.ts";
import { accessVersion, roleGrants, roleParents, roles } from "../db/access.schema.ts";
import { db, type Transaction } from "../db/client.server.ts";
import { databaseFault } from "../db/faults.ts";
import { compileRoleGraph, type AccessRules, type RoleGraph } from "./role-graph.ts";

const MOST_LOADS = 3;

let compiled: RoleGraph | undefined;
let loading: Promise<RoleGraph> | undefined;

/**
 * The role graph at `version` or newer. The version comes with every session look-up, so a change made anywhere is seen by the
 * next request of every process (AZ13); compiling happens once a version, however many requests wait for it. A version that went
 * backwards, after a restore, is loaded as well. Rejects with a fault when the rules cannot be had in that version.
 */
export async function roleGraphAt(version: number): Promise<RoleGraph> {
  if (compiled?.version === version) return compiled;
  // A load that others began may be older than this request; one that begins now is not, unless a replica lags behind.
  for (let loads = 0; loads < MOST_LOADS; loads++) {
    loading ??= load().finally(() => (loading = undefined));
    compiled = await loading;
    if (compiled.version >= version) return compiled;
  }
  throw databaseFault("the access rules that this connection sees are older than the session it found");
}

/** The role graph as the database has it now: for pages and commands that show the rules, where no session look-up has told the version. */
export async function currentRoleGraph(): Promise<RoleGraph> {
  const [current] = await db.select({ version: accessVersion.version }).from(accessVersion);
  return roleGraphAt(current?.version ?? 0);
}

async function load(): Promise<RoleGraph> {
  // One snapshot, so that the version belongs to exactly these rows.
  return db.transaction(async (transaction) => compileRoleGraph(await loadRules(transaction)), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/** The rules as a transaction sees them. */
export async function loadRules(transaction: Transaction): Promise<AccessRules> {
  const [current] = await transaction.select({ version: accessVersion.version }).from(accessVersion);
  return {
    version: current?.version ?? 0,
    roles: await transaction.select({ id: roles.id, name: roles.name, grantsAll: roles.grantsAll }).from(roles),
    parents: await transaction.select().from(roleParents),
    grants: await transaction.select().from(roleGrants).orderBy(roleGrants.id),
    fields: await transaction.select().from(fieldAccess),
  };
}
