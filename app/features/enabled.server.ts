import type { Connection } from "../auth/connection.ts";
import type { AddedConnection } from "../auth/connections.server.ts";
import type { FixedConnection, Inspection, SignInPlace } from "./list.server.ts";
import { oauthPart } from "./oauth/part.server.ts";

/** What a feature through which people sign in tells the rest of the app. */
export type ServerPart = {
  listSignInPlaces: () => Promise<SignInPlace[]>;
  findConnection: (name: string) => Promise<Connection | null>;
  listFixedConnections: () => FixedConnection[];
  /** Null when another feature speaks its kind. */
  inspect: (connection: AddedConnection) => Inspection | null;
};

/** Those of the features through which people sign in. */
export const parts: readonly ServerPart[] = [oauthPart];
