import { choicePage, wrongAddressPage } from "./authorize-page.ts";
import { mayReturnTo } from "./clients.ts";
import { saidWith } from "./faults.ts";
import type { Asked } from "../asked.ts";
import { redirectTo, type Answer } from "../answer.ts";
import { circumstances, type ProviderState } from "./state.ts";

type Refusal = { error: string; error_description: string };

/** What a provider of this side finds wrong with a request, once it knows where to send people back. */
export type FindWrong = (parameters: URLSearchParams) => Refusal | null;

/**
 * The page on which somebody chooses who they are, and what follows: back to the app with a code, or with an error. Nobody is remembered,
 * so everybody is asked each time, which is what `prompt=login` and `max_age` want. An address that was not agreed upon gets nothing.
 */
export function authorize(provider: ProviderState, side: string, findWrong: FindWrong, asked: Asked): Answer {
  const { parameters, method } = asked;
  const client = provider.clients.find(({ id }) => id === parameters.get("client_id"));
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (!client || !mayReturnTo(client, redirectUri)) return wrongAddressPage(client ? redirectUri : null);

  const back = (said: Record<string, string>) => goBack(provider, side, parameters, said);
  const wrong = findWrong(parameters);
  if (wrong) return back(wrong);
  const chosen = method === "POST" ? parameters.get("person") : null;
  if (chosen === null) return choicePage(asked, provider.people, new URL(redirectUri).host);
  if (!provider.people.some(({ username }) => username === chosen))
    return back({ error: "access_denied", error_description: "Nobody was chosen." });

  const scopes = (parameters.get("scope") ?? "").split(/[ ,]+/).filter(Boolean);
  const { second: signedInAt } = circumstances(provider);
  const [nonce, challenge] = [parameters.get("nonce"), parameters.get("code_challenge")];
  const grant = { side, clientId: client.id, redirectUri, scopes, nonce, challenge, username: chosen, signedInAt };
  return back({ code: provider.codes.keep(grant) });
}

function goBack(
  provider: ProviderState,
  side: string,
  parameters: URLSearchParams,
  said: Record<string, string>,
): Answer {
  const state = parameters.get("state");
  const whole = { ...said, ...(state !== null && { state }), ...(side === "openid" && { iss: provider.issuer }) };
  const address = new URL(parameters.get("redirect_uri") ?? "");
  for (const [name, value] of Object.entries(saidWith(provider.faults, "callback", whole, circumstances(provider))))
    address.searchParams.set(name, String(value));
  return redirectTo(address.href);
}

/** What must hold of a request whose code is exchanged with a proof (RFC 7636): a challenge, and by S256. */
export function findWrongChallenge(parameters: URLSearchParams): Refusal | null {
  const isRight = parameters.get("code_challenge_method") === "S256";
  return isRight && /^[\w-]{43}$/.test(parameters.get("code_challenge") ?? "")
    ? null
    : { error: "invalid_request", error_description: "A code_challenge by S256 is needed." };
}

/** What must hold of an OpenID request; `prompt=none` wants somebody who is signed in here, and nobody ever is. */
export const findWrongOpenId: FindWrong = (parameters) => {
  const is = (name: string, value: string) => (parameters.get(name) ?? "").split(" ").includes(value);
  if (!is("response_type", "code")) return { error: "unsupported_response_type", error_description: "Only code." };
  if (!is("scope", "openid")) return { error: "invalid_scope", error_description: "The scope openid is needed." };
  if (is("prompt", "none")) return { error: "login_required", error_description: "Nobody is signed in here." };
  return findWrongChallenge(parameters);
};
