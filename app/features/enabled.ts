import { apiDocs } from "./api-docs/feature.ts";
import { apiKeys } from "./api-keys/feature.ts";
import { authorizationServer } from "./authorization-server/feature.ts";
import { accessTokens } from "./access-tokens/feature.ts";
import type { Feature } from "./feature.ts";
import { ldap } from "./ldap/feature.ts";
import { oauth } from "./oauth/feature.ts";
import { resourceServer } from "./resource-server/feature.ts";
import { saml } from "./saml/feature.ts";
import { trustedProxy } from "./trusted-proxy/feature.ts";

/** The optional parts that this app has. */
export const features: readonly Feature[] = [
  oauth,
  saml,
  ldap,
  trustedProxy,
  apiKeys,
  accessTokens,
  authorizationServer,
  resourceServer,
  apiDocs,
];
