import { listConnectionsAtHand } from "../../auth/connections-at-hand.server.ts";
import { listConnectionsInUse, type OpenedConnection } from "../../auth/connections.server.ts";
import { env } from "../../env.server.ts";
import { providerFrom } from "./added-provider.server.ts";
import type { Provider } from "./provider.ts";

/** The provider of this name through which people can sign in now, or null (OL-09). */
export const findProvider = async (name: string | undefined): Promise<Provider | null> =>
  env.features.oauth.find((provider) => provider.name === name) ??
  providersOf(await listConnectionsInUse("openid")).find((provider) => provider.name === name) ??
  null;

/**
 * All of them: those of the environment first, whose names nothing else can take, then those that administrators have added. While the
 * database does not answer, those of the environment alone: the sign-in page opens all the same (FA02, FA03).
 */
export const listProviders = async (): Promise<readonly Provider[]> => [
  ...env.features.oauth,
  ...providersOf(await listConnectionsAtHand("openid")),
];

function providersOf(added: readonly OpenedConnection[]): Provider[] {
  const isFree = ({ name }: { name: string }) => !env.features.oauth.some((provider) => provider.name === name);
  return added.filter(isFree).flatMap((connection) => providerFrom(connection) ?? []);
}
