import type { OpenedConnection } from "../../auth/connections.server.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { log } from "../../log.server.ts";
import type { Provider } from "./provider.ts";
import { frozen, readProvider } from "./read-provider.ts";

/** What of an OpenID connection stands in its settings. */
export type AddedSettings = { readonly issuer: string; readonly clientId: string; readonly scopes: string };

/** A connection that administrators have added, as a provider; null when its settings cannot be read, which the log says. */
export function providerFrom(connection: OpenedConnection): Provider | null {
  const { name, label, settings, secret, trustedDomains, groupMap, createsUsers } = connection;
  const read = readProvider({
    name,
    kind: "openid",
    reach: reachOfAdded,
    settings: {
      LABEL: label,
      ISSUER: settings.issuer,
      CLIENT_ID: settings.clientId,
      CLIENT_SECRET: secret,
      SCOPES: settings.scopes || undefined,
    },
  });
  if (read.ok)
    return frozen({ ...read.provider, trustedDomains, groupMap, createsUsers, onlyTrustedDomains: true as const });
  log.error({ connection: name, problems: read.problems }, "a connection's settings cannot be read");
  return null;
}
