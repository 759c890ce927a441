import { env } from "../../env.server.ts";
import type { ServerPart } from "../enabled.server.ts";
import { deleteExpiredPasswords } from "./cached-passwords.server.ts";
import { checkAdded } from "./check-directory.server.ts";
import { findDirectory, listDirectoriesAtHand } from "./find-directory.server.ts";

/** The directories, as the rest of the app sees them. */
export const ldapPart: ServerPart = {
  listSignInPlaces: async () =>
    (await listDirectoriesAtHand()).map(({ name, label }) => ({
      name,
      label,
      address: null,
      connectAddress: `/settings/directory/${name}`,
      canAskAnew: true,
    })),
  findConnection: findDirectory,
  listFixedConnections: () =>
    env.features.ldap.map(({ name, label, kind, authority }) => ({ name, label, kind, authority })),
  inspect: (connection) =>
    connection.kind === "ldap"
      ? {
          authority: connection.settings.URL ?? "",
          addresses: [],
          hasSecret: true,
          check: () => checkAdded(connection.name),
        }
      : null,
  chores: { "directory passwords": deleteExpiredPasswords },
};
