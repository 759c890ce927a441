import { saidWith } from "./faults.ts";
import { claimsAbout } from "./claims.ts";
import type { Asked } from "../asked.ts";
import { json, type Answer } from "../answer.ts";
import type { PlainProvider } from "./plain-providers.ts";
import { circumstances, type ProviderState } from "./state.ts";
import { exchange, grantOf } from "./token.ts";

/** Every scope of OpenID: a plain provider decides by scopes of its own what it says, in `look`. */
const everything = ["profile", "email"];

/** The token endpoint of a plain OAuth 2 provider. */
export function plainToken(
  provider: ProviderState,
  side: string,
  { isGitHubLike }: PlainProvider,
  asked: Asked,
): Answer {
  const exchanged = exchange(provider, side, asked);
  const wantsJson = !isGitHubLike || Boolean(asked.headers.accept?.includes("json"));
  if (!exchanged.ok) {
    const { error, error_description } = exchanged;
    if (isGitHubLike) return encoded({ error: gitHubErrors[error], error_description }, wantsJson, 200);
    return json({ error, error_description }, error === "invalid_client" ? 401 : 400);
  }
  const { grant, accessToken } = exchanged;
  const said = { access_token: accessToken, token_type: "bearer", scope: grant.scopes.join(isGitHubLike ? "," : " ") };
  return encoded(saidWith(provider.faults, "tokens", said, circumstances(provider)), wantsJson, 200);
}

/** GitHub's own words. */
const gitHubErrors = {
  invalid_client: "incorrect_client_credentials",
  invalid_grant: "bad_verification_code",
  unsupported_grant_type: "unsupported_grant_type",
};

function encoded(said: Record<string, unknown>, inJson: boolean, status: number): Answer {
  if (inJson) return json(said, status);
  const body = new URLSearchParams(Object.entries(said).map(([name, value]) => [name, String(value)])).toString();
  return { status, headers: { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" }, body };
}

/** What a plain provider says at one of its addresses of whoever an access token is about. */
export function plainUserInfo(
  provider: ProviderState,
  side: string,
  look: PlainProvider["userInfo"][string],
  asked: Asked,
): Answer {
  const grant = grantOf(provider, side, asked);
  if (!grant) return json({ message: "Bad credentials" }, 401);
  if (!asked.headers["user-agent"]) return json({ message: "Please make sure your request has a User-Agent" }, 403);
  const said = saidWith(
    provider.faults,
    "userInfo",
    claimsAbout(provider, { ...grant, scopes: everything }),
    circumstances(provider),
  );
  const seen = look(said, grant);
  return seen === null ? json({ message: "Not Found" }, 404) : json(seen);
}
