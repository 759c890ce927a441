import type { ClientMetadata } from "oidc-provider";

import type { Client, ClientGrant } from "./clients.schema.ts";

const grantTypes: Readonly<Record<ClientGrant, readonly string[]>> = {
  browser: ["authorization_code", "refresh_token"],
  device: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
  itself: ["client_credentials"], // and no refresh token (C-11)
};

/** A client in the words of its registration (RFC 7591, section 2). In place of its secret stands the hash of it, which `compareSecret` knows. */
export const metadataOf = (client: Client): ClientMetadata => ({
  client_id: client.id,
  client_name: client.name,
  ...(client.secretHash === null
    ? { token_endpoint_auth_method: "none" as const }
    : { token_endpoint_auth_method: "client_secret_basic" as const, client_secret: client.secretHash }),
  application_type: client.redirectUris.every((uri) => uri.startsWith("https:")) ? "web" : "native",
  grant_types: [...new Set(client.grants.flatMap((grant) => grantTypes[grant]))],
  response_types: client.grants.includes("browser") ? ["code"] : [],
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  scope: client.scopes.join(" "),
  resources: client.resources,
  is_first_party: client.isFirstParty,
});
