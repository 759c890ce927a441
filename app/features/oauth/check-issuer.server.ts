import type { ConnectionCheck } from "../../auth/connection-check.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { seconds } from "../../clock.ts";
import { fetchOutsideWithin, type FetchOutside } from "../../fetch-outside.server.ts";
import { isSafeAddress } from "../../reach.ts";
import { findUnreachable } from "../../unreachable.ts";
import { findingsIn, flawOf, readDescription } from "./issuer-description.ts";
import { countUsableKeys } from "./usable-keys.ts";

const LONGEST = seconds(4); // for both calls

/**
 * Asks an issuer, at this moment, whether people can sign in through it: it describes itself under its own name, with the endpoints that we
 * need, the code flow, S256 where it says anything about it, and a key. Only calls what administrators may name, takes four seconds at
 * most and never throws. What comes from there is shown to administrators alone.
 */
export async function checkIssuer(issuer: string): Promise<ConnectionCheck> {
  // One with a place for tenants in it is many issuers, and belongs in the environment.
  if (!isSafeAddress(issuer) || /[?{}]/.test(issuer)) return { ok: false, flaw: "address", detail: issuer };
  try {
    return await ask(issuer, fetchOutsideWithin(LONGEST, reachOfAdded));
  } catch (error) {
    const outage = findUnreachable(error);
    if (!outage) throw error;
    return { ok: false, flaw: outage.why, detail: outage.message };
  }
}

async function ask(issuer: string, call: FetchOutside): Promise<ConnectionCheck> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const answer = await call(address, { headers: { accept: "application/json" } });
  if (answer.status !== 200)
    return { ok: false, flaw: "no-description", detail: `${address}: status ${answer.status}` };
  const description = readDescription(await jsonIn(answer));
  if (!description) return { ok: false, flaw: "not-json", detail: address };
  const flaw = flawOf(issuer, description);
  if (flaw) return { ok: false, ...flaw };
  const shown = await call(String(description.jwks_uri), { headers: { accept: "application/json" } });
  const keys = shown.status === 200 ? countUsableKeys(await jsonIn(shown)) : 0;
  if (keys === 0) return { ok: false, flaw: "keys", detail: `${String(description.jwks_uri)}: status ${shown.status}` };
  return { ok: true, found: findingsIn(description, keys) };
}

const jsonIn = (answer: Response): Promise<unknown> => answer.json().catch(() => null);
