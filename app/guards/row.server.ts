import { decide } from "../access/decide.server.ts";
import type { AnyModel, Subject } from "../access/model.server.ts";
import type { Permission } from "../access/permissions.ts";
import { isInScope, type Principal } from "../access/principal.ts";
import { permissionsOf } from "./decide-policy.ts";
import { isOpen, isPending, type Policy } from "./policy.ts";
import { forbidden, notFound, outOfScope, type Refusal } from "./refusal.ts";

type Params = Readonly<Record<string, string | undefined>>;

/** The row that a policy is about, or why the principal may not do this to it. Null where the policy is about no row. */
export type RowOutcome = { row: unknown } | { refusal: Refusal } | null;

/**
 * Finds the row that the address names by `:id`, and asks whether the principal may do to it what the policy says. Who may not even read
 * it is told that it does not exist, in the same words as where it really does not (decision on statuses, AZ03).
 */
export async function rowUnder(policy: Policy, principal: Principal, params: Params): Promise<RowOutcome> {
  if (isOpen(policy) || isPending(policy) || !policy.on) return null;
  const model: AnyModel = policy.on;
  const asked = permissionsOf(policy);
  // Before anything is said of the row, that it exists too: what a key or token lacks, it lacks for every row.
  const uncovered = [model.read, ...asked].filter((scope) => !isInScope(principal, scope));
  if (uncovered.length > 0) return { refusal: outOfScope(uncovered) };
  const row = await model.find(params.id ?? "");
  if (!row) return { refusal: notFound };
  const subject: Subject = { model, row };
  if (!(await decide(principal, model.read, subject)))
    return { refusal: { ...notFound, about: about(model, [model.read], String(row.id)) } };
  const refusal = await refusalOf(principal, asked, subject);
  return refusal ? { refusal } : { row };
}

/** Null when the principal may do all of this to the row; else the refusal that names what is missing. */
export async function refusalOf(
  principal: Principal,
  asked: readonly Permission[],
  { model, row }: Subject,
): Promise<Refusal | null> {
  const missing: Permission[] = [];
  for (const permission of asked) if (!(await decide(principal, permission, { model, row }))) missing.push(permission);
  if (missing.length === 0) return null;
  const uncovered = missing.filter((scope) => !isInScope(principal, scope));
  if (uncovered.length > 0) return outOfScope(uncovered);
  const detail = `Insufficient permissions for this ${model.name}: [${missing.map((name) => `'${name}'`).join(", ")}]`;
  return { ...forbidden("permission", detail, missing), about: about(model, missing, String(row.id)) };
}

const about = (model: AnyModel, [permission]: readonly Permission[], objectId: string) => ({
  permission: permission ?? model.read,
  model: model.name,
  objectId,
});
