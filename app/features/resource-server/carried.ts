import { EVERY_PROGRAM, type TrustedIssuer } from "./trusted-issuer.ts";

type Claims = Readonly<Record<string, unknown>>;

const MOST = 500;

/**
 * The permissions that a token names: those of `permissions`, else of `scope`, parted by spaces (RS-05). They cap what its bearer may do, and
 * give nothing: a token that names none opens nothing.
 */
export function scopesIn(claims: Claims): readonly string[] {
  if (claims.permissions !== undefined) return textsIn(claims.permissions);
  return typeof claims.scope === "string" ? textsIn(claims.scope.split(" ").filter(Boolean)) : textsIn(claims.scope);
}

/** The roles that a token names: those of `roles`, else of `realm_access.roles` (RS-05). They are roles there, and none here. */
export function rolesIn(claims: Claims): readonly string[] {
  if (claims.roles !== undefined) return textsIn(claims.roles);
  const { realm_access: realm } = claims;
  return typeof realm === "object" && realm !== null && "roles" in realm ? textsIn(realm.roles) : [];
}

/** The names of our roles that the operator lets a program of this issuer have, by the roles that its token names. */
export function mappedRoles({ roleMap }: Pick<TrustedIssuer, "roleMap">, claims: Claims): string[] {
  const named = [EVERY_PROGRAM, ...rolesIn(claims).filter((role) => role !== EVERY_PROGRAM)];
  return [...new Set(named.flatMap((role) => (Object.hasOwn(roleMap, role) ? (roleMap[role] ?? []) : [])))];
}

// A list with anything but texts in it says nothing: half of it might mean something else than all of it.
const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) && value.length <= MOST && value.every((one) => typeof one === "string") ? value : [];
