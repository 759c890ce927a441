import type { Connection } from "../auth/connection.ts";
import type { ConnectionCheck } from "../auth/connection-check.ts";
import type { AddedConnection } from "../auth/connections.server.ts";
import { parts } from "./enabled.server.ts";
import { features } from "./enabled.ts";

/** A place elsewhere through which people can sign in now. */
export type SignInPlace = {
  /** Its connection's name, as it stands on identities. */
  name: string;
  label: string;
  /** Where signing in there begins: a path of this app. */
  address: string;
  /** It can be asked to let somebody show themselves anew, so that they confirm by it although they have a password. */
  canAskAnew: boolean;
};

/** A connection that the environment names: it comes first, and no page changes it. `authority` gives out the subjects there. */
export type FixedConnection = Pick<Connection, "name" | "label" | "kind"> & { authority: string };

/** What can be said about a connection that administrators have added, and asked of the place. */
export type Inspection = { callbackAddress: string; check: () => Promise<ConnectionCheck> };

/** The places elsewhere through which people can sign in now, in the order of their buttons. */
export const listSignInPlaces = async (): Promise<SignInPlace[]> =>
  (await Promise.all(parts.map((part) => part.listSignInPlaces()))).flat();

/** The connection of this name, if people can sign in through it now, or null. */
export async function findOpenConnection(name: string): Promise<Connection | null> {
  const found = await Promise.all(parts.map((part) => part.findConnection(name)));
  return found.find((connection) => connection !== null) ?? null;
}

/** The connections that the environment names. */
export const listFixedConnections = (): FixedConnection[] => parts.flatMap((part) => part.listFixedConnections());

/** What can be said and asked about a connection that administrators have added; null where no feature speaks its kind any more. */
export const inspectConnection = (connection: AddedConnection): Inspection | null =>
  parts.map((part) => part.inspect(connection)).find((inspection) => inspection !== null) ?? null;

/** Whether people can sign in through a connection, or why not. */
export type ConnectionState = "on" | "off" | "unreadable" | "name-taken" | "unserved";

/** How a connection that administrators have added stands now. */
export function stateOf(connection: AddedConnection): ConnectionState {
  if (!connection.isEnabled) return "off";
  if (listFixedConnections().some(({ name }) => name === connection.name)) return "name-taken";
  if (!inspectConnection(connection)) return "unserved";
  return connection.hasReadableSecret ? "on" : "unreadable";
}

/** The kinds of connections that administrators can add, and where. */
export const listNewConnections = () => features.flatMap(({ newConnection }) => newConnection ?? []);
