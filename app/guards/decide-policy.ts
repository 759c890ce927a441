import { expressionText, holds } from "../access/expression.ts";
import { can, hasAnyRole, isInScope, type Caller, type Credential, type Principal } from "../access/principal.ts";
import type { Permission } from "../access/permissions.ts";
import { fromNow } from "../clock.ts";
import { expressionOf } from "./policy-expression.ts";
import { isOpen, isPending, methodsOf, type AccessPolicy, type Policy } from "./policy.ts";
import { authRequired, forbidden, outOfScope, stepPending, stepUpRequired, type Refusal } from "./refusal.ts";

/**
 * Whether `principal` may pass `policy`: null for yes, else the refusal. Order: signed in at all, step taken, a person at all, credential, its scopes, staff,
 * roles, permissions, expression, own check (GD-09). 401 only when nobody is signed in, 403 otherwise (C-03).
 */
export function refusalUnder(policy: Policy, principal: Principal, request: Request): Refusal | null {
  if (isOpen(policy)) return null;
  if (!principal.isAuthenticated) return authRequired;
  if (isPending(policy))
    return principal.pending === policy.pending ? null : forbidden("step-pending", "This step is not pending.");
  if (principal.pending) return stepPending(principal.pending);
  return refusalForAccess(policy, principal, request);
}

function refusalForAccess(policy: AccessPolicy, principal: Caller, request: Request): Refusal | null {
  const { via = ["session"], scopes = [], staff, anyRole, check } = policy;
  const methods = methodsOf(policy);
  // About a row, the permission is asked for once the row is there (`row.server.ts`).
  const permissions = policy.on ? [] : permissionsOf(policy);
  if (principal.kind === "service" && !policy.services)
    return forbidden("credential", "This needs a person: the token is for a program in nobody's name.");
  if (!via.includes(principal.via)) return forbidden("credential", credentialAsked(via));
  const uncovered = [...scopes, ...permissions].filter((scope) => !isInScope(principal, scope));
  if (uncovered.length > 0) return outOfScope(uncovered);
  if (methods.length > 0 && (principal.method === null || !methods.includes(principal.method)))
    return forbidden("method", `Sign in by ${methods.join(" or ")}.`);
  if (staff && !(principal.user?.isStaff && !principal.scopes)) return forbidden("staff", "This is for staff.");
  if (anyRole && !hasAnyRole(principal, anyRole))
    return forbidden("role", `Insufficient roles: requires one of ${listed(anyRole)}`, anyRole);
  const missing = permissions.filter((permission) => !can(principal, permission));
  if (missing.length > 0) return forbidden("permission", `Insufficient permissions: ${listed(permissions)}`, missing);
  const expression = expressionOf(policy);
  if (expression && !holds(expression, principal))
    return forbidden("expression", `This needs: ${expressionText(expression)}`);
  if (check && (principal.kind === "service" || !check(principal, request))) return forbidden("predicate");
  return null;
}

/** Whether somebody who has passed `policy` has shown recently enough who they are: null for yes. A key or a token never does (SE21, AK09). */
export function refusalByAge({ fresh }: Policy, { session }: Principal): Refusal | null {
  if (fresh === undefined) return null;
  return session && session.authenticatedAt >= fromNow(-fresh) ? null : stepUpRequired;
}

/** The permissions that a policy asks for, as a list. */
export function permissionsOf({ can: named = [] }: AccessPolicy): readonly Permission[] {
  return typeof named === "string" ? [named] : named;
}

const credentialAsked = (via: readonly Credential[]) =>
  via.includes("session") ? "This needs a sign-in through the browser." : `This needs: ${via.join(" or ")}.`;

const listed = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(", ")}]`;
