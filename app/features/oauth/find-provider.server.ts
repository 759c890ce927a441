import { env } from "../../env.server.ts";
import type { Provider } from "./provider.ts";

/** The provider of this name through which people can sign in now, or null (OL-09). */
export const findProvider = async (name: string | undefined): Promise<Provider | null> =>
  (await listProviders()).find((provider) => provider.name === name) ?? null;

/** All of them. */
export const listProviders = async (): Promise<readonly Provider[]> => env.features.oauth;
