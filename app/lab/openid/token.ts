import { createHash } from "node:crypto";

import { clientWith, credentialsIn, type LabClient } from "./clients.ts";
import type { Asked } from "./http.ts";
import type { Grant, ProviderState } from "./state.ts";

/** What a code was worth, or why nothing (RFC 6749 5.2). */
export type Exchanged =
  | { ok: true; grant: Grant; client: LabClient; accessToken: string }
  | { ok: false; error: "invalid_client" | "invalid_grant" | "unsupported_grant_type"; error_description: string };

/** Takes a code, once, from the client that it was made for, with the proof that goes with it. Gives an access token. */
export function exchange(provider: ProviderState, side: string, asked: Asked): Exchanged {
  const { parameters } = asked;
  const client = clientWith(provider.clients, credentialsIn(asked));
  if (!client) return refused("invalid_client", "The client is not known, or its secret is wrong.");
  if ((parameters.get("grant_type") ?? "authorization_code") !== "authorization_code")
    return refused("unsupported_grant_type", "Only authorization_code.");
  const grant = provider.codes.take(parameters.get("code") ?? "");
  if (!grant || grant.side !== side || grant.clientId !== client.id)
    return refused("invalid_grant", "The code is not known, was used, or is too old.");
  if (grant.redirectUri !== parameters.get("redirect_uri"))
    return refused("invalid_grant", "The code was sent to another redirect_uri.");
  if (!isProven(grant, parameters.get("code_verifier")))
    return refused("invalid_grant", "The code_verifier does not fit the code_challenge.");
  return { ok: true, grant, client, accessToken: provider.accessTokens.keep(grant) };
}

/** The proof must fit the challenge; where there was none, there must be no proof either. */
function isProven({ challenge }: Grant, verifier: string | null): boolean {
  if (challenge === null || verifier === null) return challenge === verifier;
  return /^[\w.~-]{43,128}$/.test(verifier) && createHash("sha256").update(verifier).digest("base64url") === challenge;
}

const refused = (error: Extract<Exchanged, { ok: false }>["error"], error_description: string): Exchanged => ({
  ok: false,
  error,
  error_description,
});

/** Whose access token this is, and what it is good for. */
export function grantOf(provider: ProviderState, side: string, { headers }: Asked): Grant | undefined {
  const [, token = ""] = /^(?:Bearer|token) (\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const grant = provider.accessTokens.find(token);
  return grant?.side === side ? grant : undefined;
}
