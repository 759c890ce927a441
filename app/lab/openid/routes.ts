import { authorize, findWrongOpenId, type FindWrong } from "./authorize.ts";
import { discovery, jwks } from "./discovery.ts";
import type { Endpoint } from "./fault.ts";
import type { Asked } from "../asked.ts";
import { json, type Answer } from "../answer.ts";
import { token, userInfo } from "./openid-side.ts";
import { plainProviders } from "./plain-providers.ts";
import { plainToken, plainUserInfo } from "./plain-side.ts";
import type { ProviderState } from "./state.ts";

/** What stands at an address of the provider. */
export type Route = { readonly endpoint: Endpoint; readonly answer: (asked: Asked) => Answer | Promise<Answer> };

/** Every address of the provider, on its OpenID side and on its plain ones. */
export function routesOf(provider: ProviderState): ReadonlyMap<string, Route> {
  const base = new URL(provider.issuer).pathname.replace(/\/$/, "");
  return new Map<string, Route>([
    [`${base}/.well-known/openid-configuration`, { endpoint: "discovery", answer: () => discovery(provider) }],
    [`${base}/jwks`, { endpoint: "jwks", answer: () => jwks(provider) }],
    [`${base}/authorize`, choice(provider, "openid", findWrongOpenId)],
    [`${base}/token`, { endpoint: "token", answer: (asked) => token(provider, asked) }],
    [`${base}/userinfo`, { endpoint: "userInfo", answer: (asked) => userInfo(provider, asked) }],
    ...[`${base}/trap`, `${base}/.well-known/trap`].map((path): [string, Route] => [path, trap]),
    ...Object.keys(plainProviders).flatMap((name) => plainRoutes(provider, name)),
  ]);
}

function plainRoutes(provider: ProviderState, name: string): [string, Route][] {
  const plain = plainProviders[name];
  if (!plain) return [];
  return [
    [`/plain/${name}/authorize`, choice(provider, name, () => null)],
    [`/plain/${name}/token`, { endpoint: "token", answer: (asked) => plainToken(provider, name, plain, asked) }],
    [`/plain/${name}/trap`, trap],
    ...Object.entries(plain.userInfo).map(([path, look]): [string, Route] => [
      `/plain/${name}${path}`,
      { endpoint: "userInfo", answer: (asked) => plainUserInfo(provider, name, look, asked) },
    ]),
  ];
}

const trap: Route = { endpoint: "trap", answer: () => json({ access_token: "trapped", token_type: "Bearer" }) };

const choice = (provider: ProviderState, side: string, findWrong: FindWrong): Route => ({
  endpoint: "authorize",
  answer: (asked) => authorize(provider, side, findWrong, asked),
});
