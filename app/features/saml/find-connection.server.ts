import { listConnectionsAtHand } from "../../auth/connections-at-hand.server.ts";
import { listConnectionsInUse, type OpenedConnection } from "../../auth/connections.server.ts";
import { env } from "../../env.server.ts";
import { addedSaml } from "./added-connection.server.ts";
import { ourKeys } from "./our-keys.server.ts";
import type { SamlConnection } from "./saml-connection.ts";

/** The connection of this slug through which people can sign in now, or null. */
export const findBySlug = (slug: string | undefined): Promise<SamlConnection | null> =>
  findOne((connection) => connection.slug === slug);

/** The same, by the name that stands on identities. */
export const findByName = (name: string): Promise<SamlConnection | null> =>
  findOne((connection) => connection.name === name);

/** The only connection there is, or null when there are none or several: it alone answers at the address without a slug. */
export async function findOnly(): Promise<SamlConnection | null> {
  const [first, ...others] = await listInUse();
  return first && others.length === 0 ? first : null;
}

/** All of them, those of the environment first. While the database does not answer, those of the environment alone. */
export const listAtHand = async (): Promise<readonly SamlConnection[]> =>
  ifUsable(withAdded(await listConnectionsAtHand("saml")));

async function findOne(isIt: (connection: SamlConnection) => boolean): Promise<SamlConnection | null> {
  const found = fixed().find(isIt) ?? withAdded(await listConnectionsInUse("saml")).find(isIt);
  return found && (await ourKeys()) ? found : null;
}

const listInUse = async () => ifUsable(withAdded(await listConnectionsInUse("saml")));

// Where there are none, nobody has to be told that our key is missing.
const ifUsable = async (connections: readonly SamlConnection[]): Promise<readonly SamlConnection[]> =>
  connections.length > 0 && (await ourKeys()) ? connections : [];

const fixed = () => env.features.saml.connections;

function withAdded(added: readonly OpenedConnection[]): readonly SamlConnection[] {
  const isFree = ({ name }: { name: string }) => !fixed().some((connection) => connection.name === name);
  return [...fixed(), ...added.filter(isFree).map(addedSaml)];
}
