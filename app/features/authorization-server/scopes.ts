import { allPermissions, type Permission } from "../../access/permissions.ts";

/** What a client may learn of a person, as OpenID Connect names it. */
export const identityScopes = ["openid", "profile", "email"] as const;
export type IdentityScope = (typeof identityScopes)[number];
export type Scope = IdentityScope | Permission;

/** Everything that a client can be allowed to ask for. */
export const allScopes: readonly Scope[] = [...identityScopes, ...allPermissions];

export const isScope = (text: string): text is Scope => allScopes.some((scope) => scope === text);

/** The scopes in a text that parts them by spaces, each once. */
export const scopesIn = (text: string | undefined): string[] => [...new Set(text?.split(" ").filter(Boolean))];
