import { isPermission } from "../../access/permissions.ts";
import { can, type Principal } from "../../access/principal.ts";
import type { Client } from "./clients.schema.ts";
import type { ClientFlaw, TypedClient } from "./typed-client.ts";

type Powers = Pick<TypedClient | Client, "isFirstParty"> & {
  readonly grants: readonly string[];
  readonly scopes: readonly string[];
};

/**
 * What of an application reaches further than whoever sets it up, so that they could not have it for themselves either: that nobody is asked is for
 * superusers to say, and by itself it gets only what they may do. Empty for all others.
 */
export function powersBeyond(principal: Principal, { grants, scopes, isFirstParty }: Powers): ClientFlaw[] {
  if (!principal.isAuthenticated || principal.user?.isSuperuser) return [];
  const isBeyond = scopes.some((scope) => isPermission(scope) && !can(principal, scope));
  return [
    ...(isFirstParty ? (["isFirstParty"] as const) : []),
    ...(grants.includes("itself") && isBeyond ? (["beyond"] as const) : []),
  ];
}
