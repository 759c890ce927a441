import type { ServerPart } from "../enabled.server.ts";
import { findProvider, listProviders } from "./find-provider.server.ts";

/** The providers, as the rest of the app sees them. */
export const oauthPart: ServerPart = {
  listSignInPlaces: async () =>
    (await listProviders()).map(({ name, label }) => ({ name, label, address: `/auth/${name}/login` })),
  findConnection: findProvider,
};
