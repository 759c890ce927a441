import { env } from "../../env.server.ts";
import type { ServerPart } from "../enabled.server.ts";
import { checkMetadata } from "./check-metadata.server.ts";
import { findByName, listAtHand } from "./find-connection.server.ts";
import { loginAddressOf, type SamlConnection } from "./saml-connection.ts";
import { serviceProviderAt } from "./service-provider.ts";
import { deleteExpiredAssertions } from "./taken-assertions.server.ts";
import { deleteExpiredTickets } from "./tickets.server.ts";

/** SAML, as the rest of the app sees it. */
export const samlPart: ServerPart = {
  listSignInPlaces: async () =>
    (await listAtHand()).map((connection) => ({
      name: connection.name,
      label: connection.label,
      address: loginAddressOf(connection),
      canAskAnew: true,
    })),
  findConnection: findByName,
  listFixedConnections: () =>
    env.features.saml.connections.map(({ name, label, kind, source }) => ({
      name,
      label,
      kind,
      authority: authorityAt(source),
    })),
  inspect: (connection) =>
    connection.kind === "saml"
      ? {
          authority: connection.settings.entityId ?? "",
          addresses: addressesOf(connection.settings.slug ?? ""),
          hasSecret: false,
          page: `/admin/connections/${connection.id}/saml`,
          check: () => checkMetadata(connection),
        }
      : null,
  chores: { deleteExpiredTickets, deleteExpiredAssertions },
};

/** What to register at an identity provider: our metadata, whose address is our entity id, and where it lets people post. */
function addressesOf(slug: string) {
  const { entityId, acsUrl } = serviceProviderAt(env.origin, slug);
  return [
    { what: "metadata" as const, address: entityId },
    { what: "callback" as const, address: acsUrl },
  ];
}

// Who is behind a file is known once it is read. No authority of people looks like this, so nothing is taken for this connection's.
const authorityAt = (source: SamlConnection["source"]) => (source.is === "address" ? source.url : "SAML");
