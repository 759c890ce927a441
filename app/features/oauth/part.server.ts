import { env } from "../../env.server.ts";
import type { ServerPart } from "../enabled.server.ts";
import { checkIssuer } from "./check-issuer.server.ts";
import { callbackAddressOf, canAskAnew } from "./exchange.server.ts";
import { findProvider, listProviders } from "./find-provider.server.ts";
import type { Provider } from "./provider.ts";

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
          authority: connection.settings.issuer ?? "",
          addresses: [{ what: "callback", address: callbackAddressOf(connection) }],
          hasSecret: true,
          check: () => checkIssuer(connection.settings.issuer ?? ""),
        }
      : null,
};

const authorityOf = (provider: Provider) => (provider.kind === "openid" ? provider.issuer : provider.userInfoUrl);
