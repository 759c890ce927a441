import { seconds } from "../../clock.ts";
import type { RefreshToken } from "./refresh-token.server.ts";
import type { Scopes } from "./scopes.ts";
import { ACCESS_TOKEN_LIFETIME, type AccessClaims } from "./token-service.server.ts";
import type { JwtService } from "./jwt-service.server.ts";

/** What a program gets, in the names of OAuth (RFC 6749, section 5.1): `expires_in` in seconds, `scope` only where something caps it. */
export type ProgramTokens = {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: "bearer";
  readonly expires_in: number;
  readonly scope?: string;
};

/** Makes what a program gets: an access token for its session, beside this refresh token. */
export async function issueTokens(
  service: JwtService<AccessClaims>,
  about: { userId: string; sessionId: string; client: string; scopes: Scopes },
  refreshToken: RefreshToken,
): Promise<ProgramTokens> {
  const { userId, sessionId, client, scopes } = about;
  const capped = scopes && { scope: scopes.join(" ") };
  return {
    access_token: await service.issue(userId, { sid: sessionId, client_id: client, ...capped }),
    refresh_token: refreshToken.text,
    token_type: "bearer",
    expires_in: ACCESS_TOKEN_LIFETIME / seconds(1),
    ...capped,
  };
}
