import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  getJwksCache,
  type IDToken,
  type ServerMetadata,
} from "openid-client";

import type { Assertion } from "../../auth/assertion.ts";
import { seconds } from "../../clock.ts";
import type { FetchOutside } from "../../fetch-outside.server.ts";
import { getMetadata, type Metadata } from "./discovery.server.ts";
import { failed } from "./failure.ts";
import { CLOCK_TOLERANCE, doubtIn } from "./id-token-claims.ts";
import { assertionOf, type Said } from "./profile.ts";
import type { OpenIdProvider } from "./provider.ts";
import { tokensFrom, type ProviderTokens } from "./provider-tokens.ts";
import { readJson } from "./read-json.ts";
import type { Secrets } from "./secrets.ts";

// The only address under which openid-client knows an issuer with many tenants, where the issuer of each token has the tenant's id in it.
const MANY_TENANTS = new URL("https://login.microsoftonline.com/common/v2.0");

/** Where somebody shows an OpenID provider who they are: with PKCE S256, state and nonce (OC04, OL-12). Throws what `failureOf` knows. */
export async function openIdAddress(
  provider: OpenIdProvider,
  redirectUri: string,
  { state, nonce, verifier }: Secrets,
  isFresh: boolean,
  ask: FetchOutside,
): Promise<URL> {
  const { config } = await configured(provider, ask);
  return buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: provider.scopes.join(" "),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...(isFresh ? { prompt: "login", max_age: "0" } : {}),
  });
}

/**
 * Who came back from an OpenID provider (OL-14). Checked: state, `iss` where it is announced, the ID token's signature by a key that the
 * provider shows at this moment, its issuer, audience, nonce and times, and that the user information is about the same person
 * (OC05 … OC08, OC12). Throws what `failureOf` knows.
 */
export async function openIdAssertion(
  provider: OpenIdProvider,
  callback: URL,
  { state, nonce, verifier }: Secrets,
  isFresh: boolean,
  ask: FetchOutside,
): Promise<{ assertion: Assertion; tokens: ProviderTokens }> {
  const { config, metadata } = await configured(provider, ask);
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
  const answer = await authorizationCodeGrant(config, callback, checks);
  const claims = answer.claims();
  if (!claims) throw failed("untrusted", "there is no ID token");
  const doubt = doubtIn(claims, provider, isFresh);
  if (doubt) throw failed("untrusted", doubt);
  if (provider.tenants) checkKey(config, claims, answer.id_token);
  const said = metadata.userinfo_endpoint ? [await fetchUserInfo(config, answer.access_token, claims.sub)] : [];
  const assertion = assertionOf(claims.iss, claims.sub, [claims, ...said], provider.fields);
  return {
    assertion: { ...assertion, signedInAnew: isFresh && claims.auth_time !== undefined },
    tokens: tokensFrom(answer, provider.scopes),
  };
}

// New for each exchange, so the provider's keys are those of this moment: a new one counts at once, and one that was withdrawn does not.
async function configured(
  provider: OpenIdProvider,
  ask: FetchOutside,
): Promise<{ config: Configuration; metadata: Metadata }> {
  const metadata = await getMetadata(provider, ask);
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const client = { client_secret: provider.clientSecret, [clockTolerance]: CLOCK_TOLERANCE / seconds(1) };
  const auth = methods.includes("client_secret_basic") ? ClientSecretBasic() : ClientSecretPost();
  const config = provider.tenants
    ? await discovery(MANY_TENANTS, provider.clientId, client, auth, {
        [customFetch]: async () => Response.json(metadata),
      })
    : new Configuration(metadata as ServerMetadata, provider.clientId, client, auth);
  enableNonRepudiationChecks(config);
  // Only where the issuer itself is on this machine; everywhere else no endpoint is called, or led to, without TLS.
  if (provider.issuer.startsWith("http:")) allowInsecureRequests(config);
  config[customFetch] = async (address, { method, headers, body }) => {
    const call = {
      method: method === "POST" ? "POST" : "GET",
      headers,
      body: body ? String(body) : undefined,
    } as const;
    const answer = await ask(address, call);
    // Half an answer is the fault of a server; what cannot be read after this is a token that is none.
    if (/^application\/json\b/.test(answer.headers.get("content-type") ?? "")) await readJson(answer.clone());
    return answer;
  };
  return { config, metadata };
}

// A key may be for one tenant alone: that of the personal accounts signs for no company.
function checkKey(config: Configuration, { iss }: IDToken, idToken = ""): void {
  const { kid } = JSON.parse(Buffer.from(idToken.split(".")[0] ?? "", "base64url").toString()) as { kid?: string };
  const keys: readonly Said[] = getJwksCache(config)?.jwks.keys ?? [];
  const owners = keys.filter((key) => key.kid === kid).map((key) => key.issuer);
  const isOthers = (owner: unknown) => typeof owner === "string" && !owner.includes("{tenantid}") && owner !== iss;
  if (owners.some(isOthers)) throw failed("untrusted", "the ID token is signed with the key of another tenant");
}
