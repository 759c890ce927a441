import type { ServerPart } from "../enabled.server.ts";
import { canAskAnew } from "./exchange.server.ts";
import { findProvider, listProviders } from "./find-provider.server.ts";

/** The providers, as the rest of the app sees them. */
export const oauthPart: ServerPart = {
  listSignInPlaces: async () =>
    (await listProviders()).map((provider) => ({
      name: provider.name,
      label: provider.label,
      address: `/auth/${provider.name}/login`,
      canAskAnew: canAskAnew(provider),
    })),
  findConnection: findProvider,
};
