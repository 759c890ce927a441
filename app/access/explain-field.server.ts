import { accessTo } from "./fields.ts";
import type { AnyModel } from "./model.server.ts";
import type { SignedIn } from "./principal.ts";
import type { FieldProof } from "./proof.ts";
import { currentRoleGraph } from "./role-graph.server.ts";

/** What the principal may do with a field of a model, and what says so: of several roles the one that opens it furthest (FA-06). */
export async function explainField(principal: SignedIn, model: AnyModel, field: string): Promise<FieldProof> {
  const access = accessTo(principal, model, field);
  if (!model.guardedFields.includes(field)) return { access, by: "not-guarded" };
  if (principal.pending) return { access, by: "step-pending" };
  if (principal.holdsAll) return { access, by: "everything" };
  const { rules } = await currentRoleGraph();
  const rule = rules.fields.find(
    (one) =>
      one.model === model.name &&
      one.field === field &&
      one.access === access &&
      principal.roleIds.includes(one.roleId),
  );
  const role = rules.roles.find(({ id }) => id === rule?.roleId);
  return { access, by: role ? { id: role.id, name: role.name } : "unset" };
}
