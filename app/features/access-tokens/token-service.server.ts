import { z } from "zod";

import { minutes } from "../../clock.ts";
import { env } from "../../env.server.ts";
import { tokenKeys } from "../../keys.server.ts";
import { log } from "../../log.server.ts";
import { createJwtService, type JwtService } from "./jwt-service.server.ts";
import type { TokenKey } from "../../token-key.ts";

/** How long an access token counts, in milliseconds. What ends its session ends it sooner, at the next request (C-05, JT-17). */
export const ACCESS_TOKEN_LIFETIME = minutes(15);

/**
 * What our access tokens say besides: the session, by an id that opens nothing, and what caps them, if anything. No role, no permission and
 * nothing about the person: those come from the database at each request (C-05, RG-08).
 */
const accessClaims = z.object({ sid: z.string().regex(/^[0-9a-f]{64}$/), scope: z.string().max(2_000).optional() });
export type AccessClaims = z.output<typeof accessClaims>;

/** Issues and verifies access tokens; null without keys in production, where no program can sign in then. */
export const tokenService: JwtService<AccessClaims> | null = serviceOf(tokenKeys);

function serviceOf(keys: readonly TokenKey[]): JwtService<AccessClaims> | null {
  if (keys.length === 0) {
    log.info("TOKEN_SIGNING_KEYS is not set: programs cannot sign in, and /api/auth/login answers 404");
    return null;
  }
  const audience = env.features.accessTokens.audience ?? env.origin;
  return createJwtService({
    keys,
    issuer: env.origin,
    audience,
    lifetime: ACCESS_TOKEN_LIFETIME,
    claims: accessClaims,
  });
}
