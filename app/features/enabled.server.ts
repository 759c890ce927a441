import type { Connection } from "../auth/connection.ts";
import type { AddedConnection } from "../auth/connections.server.ts";
import type { RequestContext } from "../guards/request-context.ts";
import type { FixedConnection, Inspection, SignInPlace } from "./list.server.ts";
import { apiKeysBesides } from "./api-keys/besides.server.ts";
import { accessTokensPart } from "./access-tokens/part.server.ts";
import { authorizationServerBesides } from "./authorization-server/besides.server.ts";
import { ldapPart } from "./ldap/part.server.ts";
import { oauthPart } from "./oauth/part.server.ts";
import { trustedProxyPart } from "./trusted-proxy/part.server.ts";
import { samlPart } from "./saml/part.server.ts";

/** What a feature through which people sign in tells the rest of the app. */
export type ServerPart = {
  listSignInPlaces: () => Promise<SignInPlace[]>;
  findConnection: (name: string) => Promise<Connection | null>;
  listFixedConnections: () => FixedConnection[];
  /** Null when another feature speaks its kind. */
  inspect: (connection: AddedConnection) => Inspection | null;
  /** Where to go on who is on their way to a page, has to sign in, and has shown with this very request who they are: a path of this app. */
  findWayStraightIn?: (context: RequestContext) => string | null;
  /** What is to be cleaned up now and then, by name; a batch each time. */
  chores?: Readonly<Record<string, () => Promise<void>>>;
};

/** What any feature may do beside answering requests. */
export type Besides = {
  /** What is to be cleaned up now and then, by name; a batch each time. */
  chores: Readonly<Record<string, () => Promise<void>>>;
  /** What it holds about a person, by name, for whoever takes their data with them: nothing that opens a door. */
  ownData?: (userId: string) => Promise<Readonly<Record<string, unknown>>>;
};

/** Those of the features through which nobody signs in. */
export const besides: readonly Besides[] = [apiKeysBesides, accessTokensPart, authorizationServerBesides];

/** Those of the features through which people sign in. */
export const parts: readonly ServerPart[] = [oauthPart, samlPart, ldapPart, trustedProxyPart];
