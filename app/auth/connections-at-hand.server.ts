import { seconds } from "../clock.ts";
import type { ConnectionKind } from "../db/connections.schema.ts";
import { isDatabaseFault } from "../db/faults.ts";
import { listConnectionsInUse, type OpenedConnection } from "./connections.server.ts";

const PATIENCE = seconds(1);

/**
 * As `listConnectionsInUse`, for pages that open whatever the database does: while it does not answer there are none, and nobody waits
 * longer than a second (FA02, FA03).
 */
export const listConnectionsAtHand = (kind: ConnectionKind): Promise<OpenedConnection[]> =>
  Promise.race([listConnectionsInUse(kind).catch(noneWhileDown), noneAfter(PATIENCE)]);

const noneAfter = (duration: number): Promise<OpenedConnection[]> =>
  new Promise((resolve) => void setTimeout(resolve, duration, []).unref());

function noneWhileDown(error: unknown): OpenedConnection[] {
  if (isDatabaseFault(error)) return [];
  throw error;
}
