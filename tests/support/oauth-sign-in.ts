import { randomBytes } from "node:crypto";

import { addressAt, assertionFrom, type Asking, type Exchanged } from "#app/features/oauth/exchange.server.ts";
import type { Provider } from "#app/features/oauth/provider.ts";
import { readOauthProviders } from "#app/features/oauth/environment.ts";
import type { Secrets } from "#app/features/oauth/secrets.ts";
import { chooseAt } from "./openid-visit.ts";

/** New secrets of one sign-in. */
export const newSecrets = (): Secrets => ({ state: random(), nonce: random(), verifier: random() });

/** The only provider that these settings describe. */
export function providerIn(source: Record<string, string>): Provider {
  const { providers, problems } = readOauthProviders(source);
  const [provider] = providers;
  if (!provider || problems.length > 0) throw new Error(`no provider: ${problems.join(", ")}`);
  return provider;
}

/** Where somebody is sent; fails the test when nowhere. */
export async function addressOf(provider: Provider, secrets: Secrets, asking?: Asking): Promise<URL> {
  const addressed = await addressAt(provider, secrets, asking);
  if (!addressed.ok) throw new Error(`no address: ${addressed.reason}, ${addressed.detail}`);
  return addressed.url;
}

/** The whole way of one person through the lab's provider and back. "" is somebody who changes their mind. */
export async function signInAt(provider: Provider, username: string, asking?: Asking): Promise<Exchanged> {
  const secrets = newSecrets();
  const addressed = await addressAt(provider, secrets, asking);
  if (!addressed.ok) return addressed;
  return assertionFrom(provider, await chooseAt(addressed.url, username), secrets, asking);
}

const random = () => randomBytes(32).toString("base64url");
