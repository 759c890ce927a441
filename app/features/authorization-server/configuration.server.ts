import type { Configuration, errors as protocolErrors } from "oidc-provider";

import { findUser } from "../../auth/users.server.ts";
import { days, hours, minutes, seconds } from "../../clock.ts";
import { env } from "../../env.server.ts";
import { sessionKeys } from "../../keys.server.ts";
import { claimsByScope, claimsOf } from "./account-claims.ts";
import { storeOf } from "./adapter.server.ts";
import { proofAlgorithms } from "./dpop-proof.server.ts";
import { grantFor } from "./grants.server.ts";
import { tokensFor } from "./resources.server.ts";
import { allScopes } from "./scopes.ts";
import { privateKeys, signingKeys } from "./signing-keys.server.ts";

const inSeconds = (milliseconds: number) => milliseconds / seconds(1);

/** How long things live, in milliseconds: what somebody has to do meanwhile, and what they get. */
export const lives = {
  code: minutes(1),
  request: minutes(30),
  deviceCode: minutes(10),
  accessToken: hours(1), // AS-01
  refreshToken: days(30), // of the first one: those that follow end with it (AS12)
  session: days(1),
} as const;

/** What the protocol is told: which of it there is, and where it finds people, clients and its records. */
export function configurationWith(errors: typeof protocolErrors): Configuration {
  const refuse = (what: "used" | "seen"): never => {
    throw what === "used" ? new errors.InvalidGrant("already used") : new errors.InvalidRequest("seen already");
  };
  const algorithms = [...new Set(signingKeys.map(({ alg }) => alg))] as "EdDSA"[];
  const [newest = "EdDSA"] = algorithms;
  return {
    adapter: (kind) => storeOf(kind, refuse),
    jwks: { keys: privateKeys() },
    enabledJWA: { idTokenSigningAlgValues: algorithms, dPoPSigningAlgValues: proofAlgorithms as "ES256"[] },
    clientDefaults: { id_token_signed_response_alg: newest },
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post"],
    extraClientMetadata: { properties: ["resources", "is_first_party"] },
    scopes: [...allScopes],
    claims: claimsByScope,
    responseTypes: ["code"],
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    routes,
    cookies: {
      names: { session: "protocol-session", interaction: "protocol-request", resume: "protocol-resume" },
      keys: sessionKeys.map(({ secret }) => secret),
      long: { httpOnly: true, sameSite: "lax", signed: true, path: "/oauth2" },
      short: { httpOnly: true, sameSite: "lax", signed: true },
    },
    interactions: { url: (_, { uid }) => `/oauth2/request/${uid}` },
    features: featuresWith(errors, newest),
    async findAccount(_, id) {
      const user = await findUser(id);
      return user?.isActive ? { accountId: user.id, claims: async () => claimsOf(user) } : undefined;
    },
    loadExistingGrant: grantFor,
    expiresWithSession: () => false,
    issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    clientBasedCORS: () => false,
    // Ours is `authorize.route.tsx`.
    renderError(ctx, out) {
      ctx.body = out;
    },
    ttl: {
      AuthorizationCode: inSeconds(lives.code),
      Interaction: inSeconds(lives.request),
      DeviceCode: inSeconds(lives.deviceCode),
      AccessToken: inSeconds(lives.accessToken),
      ClientCredentials: (_, token) => token.resourceServer?.accessTokenTTL ?? inSeconds(lives.accessToken),
      RefreshToken: (ctx) => ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? inSeconds(lives.refreshToken),
      Grant: inSeconds(lives.refreshToken),
      Session: inSeconds(lives.session),
      IdToken: inSeconds(lives.accessToken),
    },
  };
}

const routes = {
  authorization: "/oauth2/authorize",
  token: "/oauth2/token",
  revocation: "/oauth2/revoke",
  introspection: "/oauth2/introspect",
  userinfo: "/oauth2/userinfo",
  device_authorization: "/oauth2/device",
  code_verification: "/device",
  end_session: "/oauth2/logout",
  jwks: "/.well-known/jwks.json",
};

const featuresWith = (errors: typeof protocolErrors, alg: string): NonNullable<Configuration["features"]> => ({
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  deviceFlow: { enabled: true },
  // A client is told about its own tokens, and a service about the ones that are for it (AS30).
  introspection: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
  revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
  rpInitiatedLogout: { enabled: true },
  dPoP: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: (_, __, oneOf) => oneOf as never,
    useGrantedResource: () => true,
    getResourceServerInfo(_, resource, client) {
      const tokens = tokensFor(resource, (client.resources as string[] | undefined) ?? [], alg);
      if (!tokens) throw new errors.InvalidTarget();
      return tokens;
    },
  },
});

/** By whom tokens are issued, as clients know us. */
export const issuer = env.origin;
