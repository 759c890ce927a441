import { saidWith } from "./faults.ts";
import { json, type Answer } from "../answer.ts";
import { circumstances, type ProviderState } from "./state.ts";

/** What the provider says of itself (OpenID Connect Discovery 1.0). */
export function discovery(provider: ProviderState): Answer {
  const { issuer, faults } = provider;
  const base = issuer.replace(/\/$/, "");
  const document = {
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    userinfo_endpoint: `${base}/userinfo`,
    jwks_uri: `${base}/jwks`,
    scopes_supported: ["openid", "profile", "email"],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    code_challenge_methods_supported: ["S256"],
    prompt_values_supported: ["none", "login", "consent", "select_account"],
    claims_supported: [
      "sub",
      "name",
      "given_name",
      "family_name",
      "preferred_username",
      "email",
      "email_verified",
      "groups",
    ],
    authorization_response_iss_parameter_supported: true,
  };
  return json(saidWith(faults, "discovery", document, circumstances(provider)));
}

/** The public key of the moment; after a rotation the one before is gone. */
export const jwks = ({ key }: ProviderState): Answer => json({ keys: [key.publicJwk] });
