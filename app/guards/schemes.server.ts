import type { Caller } from "../access/principal.ts";
import { apiKeyScheme } from "../features/api-keys/api-key-scheme.server.ts";
import { accessTokenScheme } from "../features/access-tokens/access-token-scheme.server.ts";
import { issuedTokenScheme } from "../features/authorization-server/issued-token-scheme.server.ts";
import { externalTokenScheme } from "../features/resource-server/external-token-scheme.server.ts";
import { proxyScheme } from "../features/trusted-proxy/proxy-scheme.server.ts";
import type { RequestContext } from "./request-context.ts";
import { sessionScheme } from "./session-scheme.server.ts";

/** One kind of credential: finds out who shows it, or gives null to let the next scheme look. */
export type Scheme = (context: RequestContext) => Promise<Caller | null>;

/** How requests are recognised, in this order (SE-13). */
export const schemes: readonly Scheme[] = [
  apiKeyScheme,
  accessTokenScheme,
  issuedTokenScheme,
  externalTokenScheme,
  sessionScheme,
  proxyScheme,
];
