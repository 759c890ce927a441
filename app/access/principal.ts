import type { PendingStep, SignInMethod } from "../db/sessions.schema.ts";
import type { Permission } from "./permissions.ts";
import { noStanding } from "./no-standing.ts";
import type { Standing } from "./role-graph.ts";

/** The public part of a person: nothing here is a secret. */
export type Person = {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly fullName: string;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
};

/** Nobody in particular. Has the same members as a signed-in person, so that code may read them (UM-07, SC-07). */
export type Anonymous = Readonly<{
  kind: "anonymous";
  isAuthenticated: false;
  isAnonymous: true;
  userId: null;
  user: null;
  via: null;
  method: null;
  pending: null;
  session: null;
  credential: null;
  scopes: null;
  claims: null;
  attributes: Readonly<Record<string, string>>;
}> &
  Standing;

/** What a request shows to prove who it is (`via` in a policy). */
export type Credential = "session" | "apiKey" | "accessToken" | "proxy";

/** A key or token that a program has shown, as its owner knows it: never its secret (Z-14). */
export type PrincipalCredential = { readonly id: string; readonly label: string };

/** The session a person is using. `id` is what the session list shows and revokes; it opens nothing. */
export type PrincipalSession = {
  readonly id: string;
  readonly createdAt: Date;
  readonly authenticatedAt: Date;
  readonly lastSeenAt: Date;
  readonly absoluteExpiresAt: Date;
};

/** What everybody has who was recognised, whoever they are. */
type Recognised = Readonly<{
  isAuthenticated: true;
  isAnonymous: false;
  via: Credential;
  /** How they signed in; null for a key, with which nobody does. */
  method: SignInMethod | null;
  /** The step this person still has to take; while it is set only that step's pages open. */
  pending: PendingStep | null;
  session: PrincipalSession | null;
  /** The key or token with which a program asks; null at a browser. */
  credential: PrincipalCredential | null;
  /** Caps what a key or token may do; null means no cap. */
  scopes: readonly string[] | null;
  /** What a token says besides; null where none was shown (GD-14). */
  claims: Readonly<Record<string, unknown>> | null;
  attributes: Readonly<Record<string, string>>;
}> &
  Standing;

/** A person, how they came in, and what they may do: the security context of a request (SC-01, SC-08). */
export type SignedIn = Recognised & Readonly<{ kind: "user"; userId: string; user: Person }>;

/**
 * A program in nobody's name, for which somebody elsewhere vouches by a token. Its `userId` is made of who vouches and of the name it has
 * there, and is never the id of anybody here (RS-07). Scopes always cap it, so no role as such, no staff page and no hand-out opens to it; and
 * only policies that say `services` let it in.
 */
export type Service = Recognised &
  Readonly<{
    kind: "service";
    userId: string;
    user: null;
    via: "accessToken";
    method: null;
    pending: null;
    session: null;
    credential: PrincipalCredential;
    scopes: readonly string[];
    claims: Readonly<Record<string, unknown>>;
  }>;

/** Whoever was recognised. */
export type Caller = SignedIn | Service;
export type Principal = Anonymous | Caller;

/** The one anonymous context. */
export const anonymous: Anonymous = deepFreeze({
  kind: "anonymous",
  isAuthenticated: false,
  isAnonymous: true,
  userId: null,
  user: null,
  via: null,
  method: null,
  pending: null,
  session: null,
  credential: null,
  scopes: null,
  claims: null,
  attributes: {},
  ...noStanding,
});

/**
 * True when the principal holds `permission` whatever it is about (RB-05, RB-12, RB-13, SC-06); `decide` asks about one row. Never for
 * anonymous, nor for somebody who still has a step to take: nothing shown by this on an open page gets around a second factor.
 */
export const can = (principal: Principal, permission: Permission): boolean =>
  mayUse(principal, permission) && principal.permissions.includes(permission);

/** True when nothing stands before the principal's rules: signed in, no step left to take, and within the scopes of their key or token. */
export const mayUse = (principal: Principal, permission: Permission): principal is Caller =>
  principal.isAuthenticated && !principal.pending && isInScope(principal, permission);

/** True when the scopes of a key or token let this pass, whatever its owner may do; always at a browser, and of a token without scopes. */
export const isInScope = ({ scopes }: Pick<Principal, "scopes">, permission: string): boolean =>
  scopes?.includes(permission) ?? true;

/** True when the principal holds every one of `permissions` (RB-06). */
export const canAll = (principal: Principal, permissions: readonly Permission[]): boolean =>
  principal.isAuthenticated && permissions.every((permission) => can(principal, permission));

/**
 * True when the principal has exactly this role, itself or by inheritance, and no step left to take (SC-04). Never with a key or token that
 * scopes cap: a role is more than any of them lets through.
 */
export const hasRole = (principal: Principal, role: string): boolean =>
  !principal.pending && !principal.scopes && principal.roles.includes(role);

/** True when the principal has at least one of `roles`; an empty list is never enough (SC-05). */
export const hasAnyRole = (principal: Principal, roles: readonly string[]): boolean =>
  roles.some((role) => hasRole(principal, role));

/** An attribute of the principal's own; null for one that is not set, whatever objects inherit under that name (SC-08). */
export const findAttribute = (principal: Principal, name: string): string | null =>
  Object.hasOwn(principal.attributes, name) ? (principal.attributes[name] ?? null) : null;

/** Freezes `value` and everything in it, so that no handler can promote its caller (SC-02). */
export function deepFreeze<T extends object>(value: T): T {
  if (Object.isFrozen(value) || value instanceof Date) return value;
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
