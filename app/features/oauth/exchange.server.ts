import type { Assertion } from "../../auth/assertion.ts";
import { seconds } from "../../clock.ts";
import { env } from "../../env.server.ts";
import { fetchOutsideWithin, type FetchOutside } from "../../fetch-outside.server.ts";
import { readMetadata, type Metadata } from "./discovery.server.ts";
import { failureOf, type Failure } from "./failure.ts";
import { openIdAddress, openIdAssertion } from "./openid.server.ts";
import { plainAddress, plainAssertion } from "./plain.server.ts";
import type { OpenIdProvider, Provider } from "./provider.ts";
import type { ProviderTokens } from "./provider-tokens.ts";
import type { Secrets } from "./secrets.ts";

export type Addressed = { ok: true; url: URL } | Failure;
export type Exchanged = { ok: true; assertion: Assertion; tokens: ProviderTokens } | Failure;
export type Described = { ok: true; metadata: Metadata } | Failure;

/**
 * `isFresh` asks the person to show themselves there anew, for a step-up; only OpenID has a word for it, see `canAskAnew`. `callback` is the
 * path that the answer arrives at, where it is registered there under another one than `callbackOf` gives.
 */
export type Asking = { readonly isFresh?: boolean; readonly callback?: string };

const LONGEST = seconds(4); // for all calls of one exchange

/** Where somebody is sent to sign in. Takes four seconds at most, and a call only where the provider is not known yet. */
export async function addressAt(
  provider: Provider,
  secrets: Secrets,
  { isFresh = false, callback = callbackOf(provider) }: Asking = {},
): Promise<Addressed> {
  const redirectUri = new URL(callback, env.origin).href;
  return outcome(provider, async (ask) => ({
    url:
      provider.kind === "openid"
        ? await openIdAddress(provider, redirectUri, secrets, isFresh, ask)
        : plainAddress(provider, redirectUri, secrets),
  }));
}

/** Who came back, by the query of the address that they came back to. Takes four seconds at most and never throws (OC14). */
export async function assertionFrom(
  provider: Provider,
  callbackUrl: URL,
  secrets: Secrets,
  { isFresh = false, callback = callbackOf(provider) }: Asking = {},
): Promise<Exchanged> {
  // The address that is registered there, whatever a proxy has made of it on the way here.
  const registered = new URL(callback, env.origin);
  const address = new URL(registered.href + callbackUrl.search);
  return outcome(provider, (ask) =>
    provider.kind === "openid"
      ? openIdAssertion(provider, address, secrets, isFresh, ask)
      : plainAssertion(provider, registered.href, address.searchParams, secrets, ask),
  );
}

/** What an OpenID provider says of itself at this moment, for whoever adds or tries it. */
export const describeProvider = (provider: OpenIdProvider): Promise<Described> =>
  outcome(provider, async (ask) => ({ metadata: await readMetadata(provider, ask) }));

/** True where a provider can be asked to let somebody show themselves anew. */
export const canAskAnew = (provider: Provider): boolean => provider.kind === "openid";

/** The path that a provider's answers arrive at: one for each, so that none answers for another (OC12). */
export const callbackOf = ({ name }: Pick<Provider, "name">): string => `/auth/${name}/callback`;

/** The whole of it, as it is registered there. */
export const callbackAddressOf = (provider: Pick<Provider, "name">): string =>
  new URL(callbackOf(provider), env.origin).href;

async function outcome<Result extends object>(
  { reach }: Provider,
  work: (ask: FetchOutside) => Promise<Result>,
): Promise<({ ok: true } & Result) | Failure> {
  try {
    return { ok: true, ...(await work(fetchOutsideWithin(LONGEST, reach))) };
  } catch (error) {
    return failureOf(error);
  }
}
