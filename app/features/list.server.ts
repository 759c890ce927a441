import type { Connection } from "../auth/connection.ts";
import type { ConnectionCheck } from "../auth/connection-check.ts";
import type { AddedConnection } from "../auth/connections.server.ts";
import type { RequestContext } from "../guards/request-context.ts";
import { besides, parts } from "./enabled.server.ts";
import { features } from "./enabled.ts";

/** A place elsewhere through which people can sign in now. */
export type SignInPlace = {
  /** Its connection's name, as it stands on identities. */
  name: string;
  label: string;
  /** It can be asked to let somebody show themselves anew, so that they confirm by it although they have a password. */
  canAskAnew: boolean;
} & (
  | {
      /** Where signing in there begins, and connecting it too: a path of this app. */
      address: string;
      connectAddress?: undefined;
    }
  | {
      /** People type their password there into the ordinary forms. */
      address: null;
      /** Where somebody who is signed in connects it. */
      connectAddress: string;
    }
);

/** A connection that the environment names: it comes first, and no page changes it. `authority` gives out the subjects there. */
export type FixedConnection = Pick<Connection, "name" | "label" | "kind"> & { authority: string };

/** What can be said about a connection that administrators have added, and asked of the place. */
export type Inspection = {
  /** Where it leads, in a word: its issuer, the id it has there, its server. */
  authority: string;
  /** Addresses of ours to register there. */
  addresses: readonly { what: "callback" | "metadata"; address: string }[];
  /** Whether it has a secret that can be replaced. */
  hasSecret: boolean;
  /** A page of its own for what only its kind has; none where everything stands on the common one. */
  page?: string;
  check: () => Promise<ConnectionCheck>;
};

/** The places elsewhere through which people can sign in now, in the order of their buttons. */
export const listSignInPlaces = async (): Promise<SignInPlace[]> =>
  (await Promise.all(parts.map((part) => part.listSignInPlaces()))).flat();

/** The way in for somebody who shows who they are with this very request, or null. */
export const findWayStraightIn = (context: RequestContext): string | null =>
  parts.map((part) => part.findWayStraightIn?.(context)).find((way) => typeof way === "string") ?? null;

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

/** What the features hold about a person, by name. */
export const listOwnData = async (userId: string): Promise<Readonly<Record<string, unknown>>> =>
  Object.assign({}, ...(await Promise.all(besides.map(({ ownData }) => ownData?.(userId)))));

/** The kinds of connections that administrators can add, and where. */
export const listNewConnections = () => features.flatMap(({ newConnection }) => newConnection ?? []);
