import { z } from "zod";

import { fromNow, minutes, now } from "../../clock.ts";
import type { FetchOutside } from "../../fetch-outside.server.ts";
import { isSafeAddress } from "../../reach.ts";
import { failed } from "./failure.ts";
import type { OpenIdProvider } from "./provider.ts";
import { readJson } from "./read-json.ts";

const KEPT_FOR = minutes(10);

const endpoint = z.string().refine(isSafeAddress);
const shape = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/** How an OpenID provider describes itself (OpenID Connect Discovery 1.0, 3). */
export type Metadata = z.output<typeof shape>;

const kept = new Map<string, { metadata: Metadata; until: Date }>();

/** What the provider says of itself: as it did at most ten minutes ago, and never how it failed to (OL-05). Throws what `failureOf` knows. */
export async function getMetadata(provider: OpenIdProvider, ask: FetchOutside): Promise<Metadata> {
  const known = kept.get(descriptionOf(provider));
  return known && known.until > now() ? withEndpoints(known.metadata, provider) : readMetadata(provider, ask);
}

/** What the provider says of itself at this moment. Throws what `failureOf` knows. */
export async function readMetadata(provider: OpenIdProvider, ask: FetchOutside): Promise<Metadata> {
  const address = descriptionOf(provider);
  const answer = await ask(address, { headers: { accept: "application/json" } });
  if (answer.status !== 200) throw failed("unreachable", `the issuer is not described at ${address}`);
  const read = shape.safeParse(await readJson(answer));
  if (!read.success)
    throw failed("untrusted", `the issuer's description is wrong at ${String(read.error.issues[0]?.path[0])}`);
  // Whoever answers here for another issuer could otherwise sign in as anybody there (OC12).
  if (hrefOf(read.data.issuer) !== hrefOf(provider.issuer))
    throw failed("untrusted", "the issuer describes another one");
  kept.set(address, { metadata: read.data, until: fromNow(KEPT_FOR) });
  return withEndpoints(read.data, provider);
}

const descriptionOf = ({ issuer, tenants }: OpenIdProvider) =>
  `${issuer.replace("{tenantid}", tenants ?? "").replace(/\/$/, "")}/.well-known/openid-configuration`;

// An issuer that is nothing but a host may be written with a slash behind it, or without.
const hrefOf = (issuer: string) => (URL.canParse(issuer) ? new URL(issuer).href : issuer);

const withEndpoints = (metadata: Metadata, { endpoints }: OpenIdProvider): Metadata => ({
  ...metadata,
  authorization_endpoint: endpoints.authorizeUrl ?? metadata.authorization_endpoint,
  token_endpoint: endpoints.tokenUrl ?? metadata.token_endpoint,
  userinfo_endpoint: endpoints.userInfoUrl ?? metadata.userinfo_endpoint,
});
