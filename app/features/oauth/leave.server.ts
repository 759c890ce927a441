import { randomToken } from "../../auth/secrets.server.ts";
import { beginFlow, type Flow } from "../../auth/sign-in-flows.server.ts";
import { addressAt, type Addressed } from "./exchange.server.ts";
import type { Provider } from "./provider.ts";

/** Somebody who is about to leave for a provider. `callback` is the path of this app that they come back to. */
export type Leaving = Pick<Flow, "purpose" | "userId" | "redirectTo"> & { callback: string; browserToken: string };

/**
 * Where at the provider to send somebody: with a state that counts in their browser alone, a nonce and an S256 challenge, each made for this
 * one time (OL-12, Z-15). Whoever confirms that it is them is asked to sign in there anew, as far as the provider can be asked to.
 */
export async function leaveFor(provider: Provider, leaving: Leaving): Promise<Addressed> {
  const { purpose, userId, redirectTo, callback, browserToken } = leaving;
  const [nonce, verifier] = [randomToken(), randomToken()];
  const secrets = { nonce, verifier, callback };
  const flow = { connection: provider.name, purpose, userId, redirectTo, secrets };
  const state = await beginFlow(flow, browserToken);
  return addressAt(provider, { nonce, verifier, state }, { isFresh: purpose === "confirm", callback });
}
