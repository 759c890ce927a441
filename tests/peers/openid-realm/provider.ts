import { Provider, type Configuration } from "oidc-provider";
import { exportJWK, generateKeyPair } from "jose";

import { memory } from "./memory.ts";
import { claimsOf, people, subjectOf } from "./people.ts";

/** How a realm is told apart from the app that uses it. */
export type RealmClient = { clientId: string; clientSecret: string; redirectUris: string[] };

/** The realm's addresses begin with this, as Keycloak's do. */
export const REALM = "/realms/demo";

const endpoints = `/protocol/openid-connect`;

/** A certified provider laid out like a Keycloak realm, with a signing key of its own. All made in a process share sessions and codes. */
export async function makeProvider(issuer: string, client: RealmClient): Promise<Provider> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" };
  const provider = new Provider(issuer, { ...configuration, clients: [registered(client)], jwks: { keys: [jwk] } });
  provider.on("server_error", (_, error) => console.error(error)); // it would tell nobody
  return provider;
}

const registered = ({ clientId, clientSecret, redirectUris }: RealmClient) => ({
  client_id: clientId,
  client_secret: clientSecret,
  redirect_uris: redirectUris,
  grant_types: ["authorization_code", "refresh_token"],
  post_logout_redirect_uris: redirectUris.map((address) => `${new URL(address).origin}/`),
});

const configuration: Configuration = {
  adapter: memory,
  routes: {
    authorization: `${endpoints}/auth`,
    token: `${endpoints}/token`,
    jwks: `${endpoints}/certs`,
    userinfo: `${endpoints}/userinfo`,
    end_session: `${endpoints}/logout`,
    introspection: `${endpoints}/token/introspect`,
    revocation: `${endpoints}/revoke`,
  },
  claims: {
    profile: ["name", "given_name", "family_name", "preferred_username"],
    email: ["email", "email_verified"],
    groups: ["groups"],
  },
  scopes: ["openid", "profile", "email", "groups", "offline_access"],
  conformIdTokenClaims: false, // Keycloak says everything in the ID token as well
  issueRefreshToken: () => true, // as Keycloak does, unasked
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, introspection: { enabled: true }, revocation: { enabled: true } },
  interactions: { url: (_, { uid }) => `${REALM}/login/${uid}` },
  cookies: { keys: ["of a realm that lives as long as a test"] },
  clientBasedCORS: () => false,
  findAccount(_, sub) {
    const person = people.find(({ username }) => subjectOf(username) === sub);
    return person && { accountId: sub, claims: () => claimsOf(person) };
  },
  // Without a page that asks for consent, which administrators of a realm give for everybody.
  async loadExistingGrant({ oidc }) {
    const { client, session, provider, requestParamOIDCScopes: scopes } = oidc;
    const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
    grant.addOIDCScope([...scopes].join(" "));
    await grant.save();
    return grant;
  },
  renderError(context, { error }) {
    context.type = "text/plain";
    context.body = `The realm refuses: ${error}`;
  },
};
