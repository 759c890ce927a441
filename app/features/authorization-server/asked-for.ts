import type { Consent } from "./consent.ts";
import { isScope, scopesIn, type Scope } from "./scopes.ts";

/** What a request asks of a person: its scopes, for themselves and for each service that it names (RFC 8707). */
export function askedFor(params: Readonly<Record<string, unknown>>): Consent {
  const scopes = scopesIn(typeof params.scope === "string" ? params.scope : "").filter(isScope);
  const resources = [params.resource ?? []].flat().map(String);
  return Object.fromEntries([["", scopes], ...resources.map((resource): [string, Scope[]] => [resource, scopes])]);
}
