import { listConnectionsAtHand } from "../../auth/connections-at-hand.server.ts";
import { authorityOf, listConnectionsInUse, type OpenedConnection } from "../../auth/connections.server.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { env } from "../../env.server.ts";
import { log } from "../../log.server.ts";
import type { Directory } from "./directory.ts";
import { readDirectory } from "./read-directory.ts";

/** The directory of this name whose people can sign in now, or null. */
export const findDirectory = async (name: string | undefined): Promise<Directory | null> =>
  (await listDirectories()).find((directory) => directory.name === name) ?? null;

/** All of them, in the order in which they are asked: those of the environment first, then those that administrators have added. */
export const listDirectories = async (): Promise<readonly Directory[]> => withAdded(await listConnectionsInUse("ldap"));

/** The same for pages that open whatever the database does: while it does not answer, those of the environment alone (FA02, FA03). */
export const listDirectoriesAtHand = async (): Promise<readonly Directory[]> =>
  withAdded(await listConnectionsAtHand("ldap"));

function withAdded(added: readonly OpenedConnection[]): readonly Directory[] {
  const isFree = ({ name }: { name: string }) => !env.features.ldap.some((directory) => directory.name === name);
  return [...env.features.ldap, ...added.filter(isFree).flatMap((connection) => directoryFrom(connection) ?? [])];
}

/** A connection that administrators have added, as a directory; null when its settings cannot be read, which the log says. */
export function directoryFrom(connection: OpenedConnection): Directory | null {
  const { name, label, settings, secret, trustedDomains, groupMap, createsUsers } = connection;
  const given = { name, authority: authorityOf(connection), reach: reachOfAdded };
  const read = readDirectory({ ...given, settings: { ...settings, LABEL: label, BIND_PASSWORD: secret } });
  if (read.ok) return { ...read.directory, trustedDomains, groupMap, createsUsers, onlyTrustedDomains: true };
  log.error({ connection: name, problems: read.problems }, "a connection's settings cannot be read");
  return null;
}
