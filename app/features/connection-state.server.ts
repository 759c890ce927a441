import type { AddedConnection } from "../auth/connections.server.ts";
import { inspectConnection, listFixedConnections } from "./list.server.ts";

/** Whether people can sign in through a connection, or why not. */
export type ConnectionState = "on" | "off" | "unreadable" | "name-taken" | "unserved";

/** How a connection that administrators have added stands now. */
export function stateOf(connection: AddedConnection): ConnectionState {
  if (!connection.isEnabled) return "off";
  if (listFixedConnections().some(({ name }) => name === connection.name)) return "name-taken";
  if (!inspectConnection(connection)) return "unserved";
  return connection.hasReadableSecret ? "on" : "unreadable";
}
