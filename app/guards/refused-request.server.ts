import type { AnyModel } from "../access/model.server.ts";
import type { Permission } from "../access/permissions.ts";
import type { GraphNode, ProofGraph } from "../access/proof-graph.ts";
import { viewOf, type ProofView } from "../access/proof-view.ts";
import type { Why } from "../access/why.ts";
import type { AuditReason } from "../audit/events.ts";
import { findRefusals, type FoundRefusal } from "../audit/find-refusals.server.ts";
import { askWhy } from "../auth/ask-why.server.ts";
import { findUser } from "../auth/users.server.ts";
import { currentPolicies } from "./current-policies.server.ts";
import { permissionsOf } from "./decide-policy.ts";
import { isOpen, isPending, type AccessPolicy } from "./policy.ts";
import type { PolicyRow } from "./policy-table.ts";
import { describePolicy } from "./policy-text.ts";
import { urlRules } from "./url-rules.ts";

const refusalReasons = [
  "url-rule",
  "role",
  "permission",
  "no-such-row",
  "field",
  "expression",
  "staff",
  "predicate",
  "credential",
  "scope",
  "method",
  "limit",
  "csrf",
  "step-pending",
  "not-fresh",
] as const satisfies readonly AuditReason[];

/** Why a guard says no to somebody who is signed in. */
export type RefusalReason = (typeof refusalReasons)[number];

/** One refused request, as it can be explained now. */
export type RefusedView = {
  readonly username: string;
  readonly at: Date;
  readonly method: string;
  /** Null when there is no such route any more. */
  readonly path: string | null;
  readonly reason: RefusalReason | "other";
  /** The URL rule and the policies in front of the route, outermost first, in words. */
  readonly asks: readonly string[];
  readonly graph: ProofGraph;
  /** Why the permission was missing, where one was. */
  readonly proof: ProofView | null;
};

/**
 * Why the request with this id was refused: which part said no, and for a permission the proof, at the moment and from the address of
 * then, by the rules of now. Null when no refusal with this id was written down, or the person is gone.
 */
export async function explainRefusal(requestId: string, models: readonly AnyModel[]): Promise<RefusedView | null> {
  const [innermost] = (await findRefusals(requestId))
    .map((refusal) => ({ refusal, row: rowOf(refusal) }))
    .toSorted((one, other) => depthOf(other.row) - depthOf(one.row));
  const actor = innermost && (await findUser(innermost.refusal.actorId));
  if (!actor) return null;
  const { refusal, row } = innermost;
  const rule = row ? urlRules.ruleFor({ path: row.path, method: refusal.method }) : null;
  const policies = row ? [...row.layouts, row.policy].filter((policy) => !isOpen(policy)).map(describePolicy) : [];
  const asks = [...(rule ? [rule.text] : []), ...policies];
  const why = await firstMissing(permissionsAsked(refusal, row, rule?.permission ?? null), refusal, models);
  const { at, method } = refusal;
  const reason = refusalReasons.find((one) => one === refusal.reason) ?? "other";
  const path = row?.path ?? null;
  const entrance: GraphNode[] = [
    { kind: "route", title: `${method} ${path ?? refusal.route}`, lines: [], state: "held" },
    { kind: "guard", title: asks.at(-1) ?? "", lines: [...asks.slice(0, -1), reason], state: why ? "held" : "failed" },
  ];
  const proof = why ? viewOf(why, entrance) : null;
  const graph = proof?.graph ?? { trunk: entrance, lanes: [] };
  return { username: actor.username, at, method, path, reason, asks, graph, proof };
}

const rowOf = ({ route, method }: FoundRefusal) =>
  currentPolicies().find(
    (row) => row.routeId === route && row.method === (/^(GET|HEAD)$/.test(method) ? "GET" : "POST"),
  );

// A layout refuses beside its page, and says less.
const depthOf = (row: PolicyRow | undefined) => row?.layouts.length ?? -1;

// Only a missing permission has a proof; which one it was stands in the row, or in what the route asks for.
function permissionsAsked(
  { reason, permission, method }: FoundRefusal,
  row: PolicyRow | undefined,
  ofRule: Permission | null,
): readonly string[] {
  if (permission) return [permission];
  if (reason === "url-rule") return ofRule ? [ofRule] : [];
  if (reason !== "permission" || !row) return [];
  return [...row.layouts, row.policy].flatMap((policy) =>
    isOpen(policy) || isPending(policy) ? [] : [...permissionsOf(policy), ...permissionsOfEach(policy, method)],
  );
}

// Under `/api` the method says which of them it was; which intent a form had was not written down.
const permissionsOfEach = ({ each = {} }: AccessPolicy, method: string): readonly Permission[] => {
  const asked = each[method];
  return asked ? [asked] : Object.values(each);
};

// Of several the first that is missing now; when none is any more, the first.
async function firstMissing(
  permissions: readonly string[],
  { actorId, model, objectId, at, address }: FoundRefusal,
  models: readonly AnyModel[],
): Promise<Why | null> {
  const row = model && objectId ? `${model}:${objectId}` : "";
  const asked = { user: actorId, row, at: at.toISOString(), address: address ?? "" };
  const answers = await Promise.all(permissions.map((permission) => askWhy({ ...asked, permission }, models)));
  const whys = answers.flatMap((answer) => (answer.ok ? [answer.why] : []));
  return whys.find(({ proof }) => !proof.allowed) ?? whys[0] ?? null;
}
