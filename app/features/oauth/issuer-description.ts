import { z } from "zod";

import type { ConnectionFlaw, Finding } from "../../auth/connection-check.ts";
import { isSafeAddress } from "../../reach.ts";

const texts = z.array(z.string());

/** What we look at in the description of an OpenID provider (OpenID Connect Discovery 1.0, 3). */
const shape = z.looseObject({
  issuer: z.unknown().optional(),
  authorization_endpoint: z.unknown().optional(),
  token_endpoint: z.unknown().optional(),
  jwks_uri: z.unknown().optional(),
  userinfo_endpoint: z.unknown().optional(),
  response_types_supported: texts.catch([]),
  grant_types_supported: texts.optional().catch([]),
  code_challenge_methods_supported: texts.optional().catch([]),
  scopes_supported: texts.nullable().catch(null).default(null),
  claims_supported: texts.nullable().catch(null).default(null),
});
export type IssuerDescription = z.output<typeof shape>;

/** The first thing wrong with a description: the flaw, and what exactly it is about. */
export type DescriptionFlaw = { flaw: ConnectionFlaw; detail: string };

/** Reads a description; null for what is none. */
export const readDescription = (document: unknown): IssuerDescription | null => shape.safeParse(document).data ?? null;

/** What makes a provider that describes itself so one that cannot be used as `issuer`; null when it can. */
export function flawOf(issuer: string, description: IssuerDescription): DescriptionFlaw | null {
  // To the letter: that is how it stands in every ID token, and whoever answers for another issuer could speak for it (OC12).
  if (description.issuer !== issuer) return { flaw: "another-issuer", detail: spelled(description.issuer) };
  const needed = ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const;
  const given = description.userinfo_endpoint === undefined ? needed : ([...needed, "userinfo_endpoint"] as const);
  for (const name of given)
    if (!isEndpoint(description[name])) return { flaw: "endpoints", detail: `${name}: ${spelled(description[name])}` };
  const { response_types_supported: types, grant_types_supported: grants } = description;
  if (!types.includes("code") || grants?.includes("authorization_code") === false)
    return { flaw: "no-code-flow", detail: `response_types_supported: ${spelled(types)}` };
  const methods = description.code_challenge_methods_supported;
  // Some of the large ones understand it and do not say so. It does no harm where it is not understood.
  if (methods?.includes("S256") === false)
    return { flaw: "no-s256", detail: `code_challenge_methods_supported: ${spelled(methods)}` };
  return null;
}

/** What administrators are shown of a description without a flaw. */
export function findingsIn(description: IssuerDescription, keys: number): Finding[] {
  const { claims_supported: claims, scopes_supported: scopes, userinfo_endpoint: userInfo } = description;
  return [
    { what: "authorize", value: String(description.authorization_endpoint) },
    { what: "token", value: String(description.token_endpoint) },
    { what: "userInfo", value: typeof userInfo === "string" ? userInfo : null },
    { what: "keys", value: keys },
    { what: "s256", value: description.code_challenge_methods_supported ? true : null },
    { what: "scopes", value: scopes && scopes.slice(0, 50) },
    { what: "emailVerified", value: claims && claims.includes("email_verified") },
    { what: "groups", value: claims && claims.includes("groups") },
  ];
}

const isEndpoint = (value: unknown): boolean => typeof value === "string" && isSafeAddress(value);

const LONGEST = 300;
const spelled = (value: unknown): string => (JSON.stringify(value) ?? "–").slice(0, LONGEST);
