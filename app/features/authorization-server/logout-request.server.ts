import { findProvider } from "./provider.server.ts";

/** An application that asks for somebody to be signed out here too; `wayBack` is where it wants them, when it may. */
export type LogoutRequest = { readonly client: string | null; readonly wayBack: string | null };

/**
 * Reads such a request (OpenID Connect RP-Initiated Logout). Null for one that is not genuine: an ID token that is none of ours or is another
 * application's, or an address that was not registered. Anybody may send somebody here without saying who they are; then there is no way back.
 */
export async function readLogoutRequest(params: URLSearchParams): Promise<LogoutRequest | null> {
  const [hint, named, address] = ["id_token_hint", "client_id", "post_logout_redirect_uri"].map((name) =>
    params.get(name),
  );
  const hinted = hint ? audienceOf(hint) : null;
  const id = hinted ?? named;
  if (hint && (!hinted || (named && named !== hinted))) return null;
  if (!id) return { client: null, wayBack: null };
  const provider = await findProvider();
  const client = await provider.Client.find(id);
  if (!client || (hint && !(await isGenuine(() => provider.IdToken.validate(hint, client))))) return null;
  if (address && !client.postLogoutRedirectUris?.includes(address)) return null;
  const wayBack = address ? new URL(address) : null;
  const state = params.get("state");
  if (wayBack && state) wayBack.searchParams.set("state", state);
  return { client: client.clientName ?? null, wayBack: wayBack?.href ?? null };
}

const isGenuine = (check: () => Promise<unknown>) =>
  check().then(
    () => true,
    () => false,
  );

function audienceOf(jwt: string): string | null {
  try {
    const { aud } = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8")) as { aud?: unknown };
    return typeof aud === "string" ? aud : null;
  } catch {
    return null;
  }
}
