import { env } from "../../env.server.ts";
import type { ServerPart } from "../enabled.server.ts";
import { addressOf, LOGIN } from "./address.server.ts";
import { AUTHORITY } from "./assertion.ts";

const proxies = [env.features.trustedProxy ?? []].flat();

/** The proxy, as the rest of the app sees it: one connection, which the environment names. */
export const trustedProxyPart: ServerPart = {
  listSignInPlaces: async () =>
    proxies.map((proxy) => ({ name: proxy.name, label: proxy.label, address: addressOf(proxy), canAskAnew: false })),
  findConnection: async (name) => proxies.find((proxy) => proxy.name === name) ?? null,
  listFixedConnections: () => proxies.map(({ name, label, kind }) => ({ name, label, kind, authority: AUTHORITY })),
  inspect: () => null,
  findWayStraightIn: ({ vouching }) => (vouching.ok ? LOGIN : null),
};
