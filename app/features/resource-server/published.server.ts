import { z } from "zod";

import type { FetchOutside } from "../../fetch-outside.server.ts";
import { isSafeAddress } from "../../reach.ts";
import { unreachable } from "../../unreachable.ts";

const description = z.looseObject({ issuer: z.string(), jwks_uri: z.string().refine(isSafeAddress) });
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).max(200) });

/**
 * Where an issuer says that its keys are: in its description by OpenID Connect Discovery, else by RFC 8414. Throws `unreachable` where it gives
 * none that is its own: whoever answers there for another issuer could otherwise speak for it.
 */
export async function findKeysAddress(issuer: string, ask: FetchOutside): Promise<string> {
  for (const address of descriptionsOf(issuer)) {
    const document = await read(address, ask);
    if (document === null) continue;
    const { data } = description.safeParse(document);
    if (!data) throw unreachable(`${address} is no description of an issuer`);
    if (data.issuer !== issuer) throw unreachable(`${address} describes another issuer`);
    return data.jwks_uri;
  }
  throw unreachable(`${issuer} is described nowhere`);
}

/** The key set at an address (RFC 7517). Throws `unreachable` where there is none. */
export async function readKeySet(address: string, ask: FetchOutside): Promise<object> {
  const { data } = keySet.safeParse(await read(address, ask));
  if (!data) throw unreachable(`${address} holds no keys`);
  return data;
}

/** For a path, RFC 8414 (section 3.1) puts its name in front of it; OpenID Connect behind. */
function descriptionsOf(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

/** What stands at an address, or null where nothing does. */
async function read(address: string, ask: FetchOutside): Promise<object | null> {
  const answer = await ask(address, { headers: { accept: "application/json" } });
  if (answer.status === 404) return null;
  const document: unknown = answer.status === 200 ? await answer.json().catch(() => null) : null;
  if (typeof document !== "object" || document === null)
    throw unreachable(`${address} did not answer with JSON (status ${answer.status})`);
  return document;
}
