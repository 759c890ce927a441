import { minutes } from "../../clock.ts";
import type { Said } from "./fault.ts";
import { saidWith, signerWith } from "./faults.ts";
import type { Asked } from "../asked.ts";
import { json, type Answer } from "../answer.ts";
import { claimsAbout } from "./claims.ts";
import { circumstances, type ProviderState } from "./state.ts";
import { exchange, grantOf } from "./token.ts";

const LIFE = minutes(5) / 1_000;

/** The token endpoint: an ID token and an access token for a code. */
export async function token(provider: ProviderState, asked: Asked): Promise<Answer> {
  const exchanged = exchange(provider, "openid", asked);
  if (!exchanged.ok) {
    const said = { error: exchanged.error, error_description: exchanged.error_description };
    return said.error === "invalid_client"
      ? json(said, 401, { "WWW-Authenticate": 'Basic realm="the lab"' })
      : json(said, 400);
  }
  const { grant, client, accessToken } = exchanged;
  const seen = circumstances(provider);
  const claims: Said = {
    iss: provider.issuer,
    aud: client.id,
    azp: client.id,
    iat: seen.second,
    exp: seen.second + LIFE,
    auth_time: grant.signedInAt,
    ...(grant.nonce !== null && { nonce: grant.nonce }),
    ...claimsAbout(provider, grant),
  };
  const sign = signerWith(provider.faults);
  const said = {
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: LIFE,
    scope: grant.scopes.join(" "),
    id_token: await sign(saidWith(provider.faults, "idToken", claims, seen), provider.key, client),
  };
  const answer = saidWith(provider.faults, "tokens", said, seen);
  return json(answer, "error" in answer ? 400 : 200);
}

/** The user information of whoever an access token is about. */
export function userInfo(provider: ProviderState, asked: Asked): Answer {
  const grant = grantOf(provider, "openid", asked);
  if (!grant) return json({ error: "invalid_token" }, 401, { "WWW-Authenticate": 'Bearer error="invalid_token"' });
  return json(saidWith(provider.faults, "userInfo", claimsAbout(provider, grant), circumstances(provider)));
}
