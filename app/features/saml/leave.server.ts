import { randomToken } from "../../auth/secrets.server.ts";
import { beginFlow, type Flow } from "../../auth/sign-in-flows.server.ts";
import { env } from "../../env.server.ts";
import { signInAddressAt } from "./authn-request.server.ts";
import type { SamlFailure } from "./failure.ts";
import { identityProviderOf } from "./identity-provider.server.ts";
import { ourKeys } from "./our-keys.server.ts";
import type { SamlConnection } from "./saml-connection.ts";
import { serviceProviderAt } from "./service-provider.ts";

/** Somebody who is about to leave for an identity provider. */
export type Leaving = Pick<Flow, "purpose" | "userId" | "redirectTo"> & { browserToken: string };
export type Addressed = { readonly ok: true; readonly url: URL } | SamlFailure;

/**
 * Where at the identity provider to send somebody (SA-01): with a question whose id only this server knows until they are there, and a
 * RelayState that is nothing but the key of what is kept here (SA29). Whoever confirms that it is them is to show themselves anew.
 */
export async function leaveFor(connection: SamlConnection, { browserToken, ...leaving }: Leaving): Promise<Addressed> {
  const keys = await ourKeys();
  if (!keys) return { ok: false, reason: "no-keys", detail: "our key and certificate are missing" };
  const known = await identityProviderOf(connection);
  if (!known.ok) return known;
  const requestId = `_${randomToken()}`; // an xs:ID begins with a letter or an underscore
  const relayState = await beginFlow({ ...leaving, connection: connection.name, secrets: { requestId } }, browserToken);
  const us = serviceProviderAt(env.origin, connection.slug);
  const question = { requestId, relayState, isFresh: leaving.purpose === "confirm" };
  return { ok: true, url: await signInAddressAt(known.provider, us, keys, question) };
}
