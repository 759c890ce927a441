import DataLoader from "dataloader";
import { and, asc, eq, inArray } from "drizzle-orm";

import { db } from "../db/client.server.ts";
import { isId } from "../db/columns.ts";
import { connections, type ConnectionKind, type StoredConnection } from "../db/connections.schema.ts";
import { dataKeys } from "../keys.server.ts";
import { log } from "../log.server.ts";
import { makeSealer } from "../sealing.server.ts";

const { seal, open } = makeSealer(dataKeys, "connection");

/** A connection that administrators have added, as pages may have it: without its secret, which can be read while its key is listed. */
export type AddedConnection = Omit<StoredConnection, "sealed"> & { hasReadableSecret: boolean };

/** The same with its secret, for whoever calls the place on its behalf. */
export type OpenedConnection = AddedConnection & { secret: string };

/**
 * Who gives out the subjects at a connection that administrators have added: its issuer, or, where a place has no name for itself, the row.
 * Whoever adds another one under the same name later then says nothing about the people of this one.
 */
export const authorityOf = ({ id, kind, settings }: Pick<StoredConnection, "id" | "kind" | "settings">): string =>
  settings.issuer ?? `${kind}:${id}`;

/** The connections that administrators have added, by name. */
export const listAddedConnections = async (): Promise<AddedConnection[]> =>
  (await db.select().from(connections).orderBy(asc(connections.name))).map(shown);

/** The connection with this id, or null. */
export async function findAddedConnection(id: string): Promise<AddedConnection | null> {
  if (!isId(id)) return null;
  const [found] = await db.select().from(connections).where(eq(connections.id, id));
  return found ? shown(found) : null;
}

/**
 * The connections of a kind that are switched on, by name, each with its secret. One whose secret cannot be read, since the key that sealed
 * it is not listed any more, is left out, and the log says so.
 */
export const listConnectionsInUse = async (kind: ConnectionKind): Promise<OpenedConnection[]> =>
  (await inUse.load(kind)).flatMap((connection) => opened(connection) ?? []);

// The sign-in page asks for those of every kind: kinds that are asked for in one turn of the event loop share one statement.
const inUse = new DataLoader<ConnectionKind, StoredConnection[]>(findInUse, { cache: false });

async function findInUse(kinds: readonly ConnectionKind[]): Promise<StoredConnection[][]> {
  const isInUse = and(inArray(connections.kind, [...kinds]), eq(connections.isEnabled, true));
  const found = await db.select().from(connections).where(isInUse).orderBy(asc(connections.name));
  return kinds.map((kind) => found.filter((connection) => connection.kind === kind));
}

/** A connection's secret as it may rest in the database. */
export const sealSecret = (secret: string): string => seal(secret);

const shown = ({ sealed, ...connection }: StoredConnection): AddedConnection => ({
  ...connection,
  hasReadableSecret: open(sealed) !== null,
});

function opened(connection: StoredConnection): OpenedConnection | null {
  const secret = open(connection.sealed);
  if (secret !== null) return { ...shown(connection), secret };
  log.error({ connection: connection.name }, "a connection's secret cannot be read: is its key still listed?");
  return null;
}
