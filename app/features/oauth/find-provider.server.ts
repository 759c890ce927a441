import { listConnectionsInUse } from "../../auth/connections.server.ts";
import { seconds } from "../../clock.ts";
import { isDatabaseFault } from "../../db/faults.ts";
import { env } from "../../env.server.ts";
import { providerFrom } from "./added-provider.server.ts";
import type { Provider } from "./provider.ts";

const PATIENCE = seconds(1);

/** The provider of this name through which people can sign in now, or null (OL-09). */
export const findProvider = async (name: string | undefined): Promise<Provider | null> =>
  env.features.oauth.find((provider) => provider.name === name) ??
  (await listAddedProviders()).find((provider) => provider.name === name) ??
  null;

/**
 * All of them: those of the environment first, whose names nothing else can take, then those that administrators have added. While the
 * database does not answer, those of the environment alone: the sign-in page opens all the same (FA02, FA03).
 */
export const listProviders = async (): Promise<readonly Provider[]> => [
  ...env.features.oauth,
  ...(await Promise.race([listAddedProviders().catch(noneWhileDown), noneAfter(PATIENCE)])),
];

const noneAfter = (duration: number): Promise<Provider[]> =>
  new Promise((resolve) => void setTimeout(resolve, duration, []).unref());

function noneWhileDown(error: unknown): Provider[] {
  if (isDatabaseFault(error)) return [];
  throw error;
}

async function listAddedProviders(): Promise<Provider[]> {
  const added = await listConnectionsInUse("openid");
  const isFree = ({ name }: { name: string }) => !env.features.oauth.some((provider) => provider.name === name);
  return added.filter(isFree).flatMap((connection) => providerFrom(connection) ?? []);
}
