import { env } from "../../env.server.ts";
import type { ServerPart } from "../enabled.server.ts";
import { checkIssuer } from "./check-issuer.server.ts";
import { callbackAddressOf } from "./exchange.server.ts";
import { findProvider, listProviders } from "./find-provider.server.ts";
import type { Provider } from "./provider.ts";

/** The providers, as the rest of the app sees them. */
export const oauthPart: ServerPart = {
  listSignInPlaces: async () =>
    (await listProviders()).map(({ name, label }) => ({ name, label, address: `/auth/${name}/login` })),
  findConnection: findProvider,
  listFixedConnections: () =>
    env.features.oauth.map((provider) => ({
      name: provider.name,
      label: provider.label,
      kind: provider.kind,
      authority: authorityOf(provider),
    })),
  inspect: (connection) =>
    connection.kind === "openid"
      ? {
          callbackAddress: callbackAddressOf(connection),
          check: () => checkIssuer(connection.settings.issuer ?? ""),
        }
      : null,
};

const authorityOf = (provider: Provider) => (provider.kind === "openid" ? provider.issuer : provider.userInfoUrl);
