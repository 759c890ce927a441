import type { Connection } from "../auth/connection.ts";
import { parts } from "./enabled.server.ts";

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

/** The places elsewhere through which people can sign in now, in the order of their buttons. */
export const listSignInPlaces = async (): Promise<SignInPlace[]> =>
  (await Promise.all(parts.map((part) => part.listSignInPlaces()))).flat();

/** The connection of this name, if people can sign in through it now, or null. */
export async function findOpenConnection(name: string): Promise<Connection | null> {
  const found = await Promise.all(parts.map((part) => part.findConnection(name)));
  return found.find((connection) => connection !== null) ?? null;
}
