import { CodeChallengeMethod, OAuth2Client } from "arctic";

import type { Assertion } from "../../auth/assertion.ts";
import type { FetchOutside } from "../../fetch-outside.server.ts";
import { failed, providerError } from "./failure.ts";
import { assertionOf, subjectFrom, type Said } from "./profile.ts";
import type { PlainProvider } from "./provider.ts";
import { tokensFrom, type ProviderTokens } from "./provider-tokens.ts";
import { readJson } from "./read-json.ts";
import type { Secrets } from "./secrets.ts";

/** Where somebody shows a provider of plain OAuth 2 who they are: with PKCE S256 at every one, and state (OC04). */
export function plainAddress(provider: PlainProvider, redirectUri: string, { state, verifier }: Secrets): URL {
  const client = new OAuth2Client(provider.clientId, null, redirectUri);
  const { S256 } = CodeChallengeMethod;
  return client.createAuthorizationURLWithPKCE(provider.authorizeUrl, state, S256, verifier, [...provider.scopes]);
}

/** Who came back from a provider of plain OAuth 2 (OL-14). Throws what `failureOf` knows. */
export async function plainAssertion(
  provider: PlainProvider,
  redirectUri: string,
  callback: URLSearchParams,
  secrets: Secrets,
  ask: FetchOutside,
): Promise<{ assertion: Assertion; tokens: ProviderTokens }> {
  const code = codeFrom(callback, secrets.state);
  const tokens = await exchange(provider, redirectUri, code, secrets.verifier, ask);
  const user = await userInformation(provider, tokens.accessToken, ask);
  const subject = subjectFrom(user[provider.fields.id]);
  if (!subject) throw failed("untrusted", `${provider.fields.id} is no name of anybody`);
  return { assertion: assertionOf(provider.userInfoUrl, subject, [user], provider.fields), tokens };
}

function codeFrom(callback: URLSearchParams, expectedState: string): string {
  const { state, error, code } = Object.fromEntries(
    ["state", "error", "code"].map((name) => [name, callback.getAll(name)]),
  );
  if (state?.length !== 1 || state[0] !== expectedState)
    throw failed("untrusted", "the state is not the one that was sent");
  if (error?.[0]) throw providerError(error[0]);
  if (code?.length !== 1 || !code[0]) throw failed("untrusted", "there is not one code");
  return code[0];
}

// By hand: arctic's own request follows redirects, takes any time and any size, and sends the credentials as they are, not encoded.
async function exchange(
  provider: PlainProvider,
  redirectUri: string,
  code: string,
  verifier: string,
  ask: FetchOutside,
): Promise<ProviderTokens> {
  const { clientId, clientSecret, clientAuth } = provider;
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  if (clientAuth === "basic") headers.authorization = basic(clientId, clientSecret);
  else {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  }
  const answer = await ask(provider.tokenUrl, { method: "POST", headers, body: form.toString() });
  const said = (await readJson(answer)) as Said;
  // Some say so within an answer that looks well.
  if (typeof said.error === "string") throw providerError(said.error);
  if (answer.status !== 200) throw failed("refused", `the token endpoint answered with status ${answer.status}`);
  if (typeof said.access_token !== "string" || !said.access_token)
    throw failed("untrusted", "there is no access token in the answer");
  if (!/^bearer$/i.test(String(said.token_type ?? "bearer")))
    throw failed("untrusted", "the access token is of no known type");
  return tokensFrom(said, provider.scopes);
}

async function userInformation(provider: PlainProvider, accessToken: string, ask: FetchOutside): Promise<Said> {
  const headers = { authorization: `Bearer ${accessToken}`, accept: "application/json" };
  const answer = await ask(provider.userInfoUrl, { headers });
  if (answer.status !== 200) throw failed("refused", `the user information answered with status ${answer.status}`);
  const user = (await readJson(answer)) as Said;
  if (!provider.emailsUrl) return user;
  const list = await ask(provider.emailsUrl, { headers });
  return { ...user, ...primaryFrom(list.status === 200 ? await readJson(list) : [], provider) };
}

// The address in the user information is the one that the person shows to everybody, and nothing says whose it is.
function primaryFrom(list: object, { fields }: PlainProvider): Said {
  const entries = Array.isArray(list) ? (list as unknown[]) : [];
  const primary = entries.find(
    (one): one is Said => typeof one === "object" && one !== null && "primary" in one && one.primary === true,
  );
  return { [fields.email]: primary?.email ?? null, [fields.verified]: primary?.verified === true };
}

// Each part is encoded as a form's is, since a colon or a percent sign may stand in it (RFC 6749 2.3.1).
const basic = (clientId: string, secret: string) =>
  `Basic ${Buffer.from(`${encoded(clientId)}:${encoded(secret)}`).toString("base64")}`;

const encoded = (part: string) => new URLSearchParams({ part }).toString().slice("part=".length);
