import { text } from "../sentences.ts";
import type { ConditionSeen, Path, RoleNamed } from "./proof.ts";
import { barrierWords, fieldWords, seenLines } from "./proof-words.ts";
import type { Why } from "./why.ts";

/** How far somebody got: past it, stopped there, or it was not reached. */
export type NodeState = "held" | "failed" | "beyond";
export type NodeKind =
  "route" | "guard" | "person" | "session" | "role" | "permission" | "condition" | "grant" | "field";

/** One station on the way: what it is, what stands on it, and how far that got. */
export type GraphNode = {
  readonly kind: NodeKind;
  readonly title: string;
  readonly lines: readonly string[];
  readonly state: NodeState;
};

/** One way to the permission. */
export type GraphLane = { readonly nodes: readonly GraphNode[]; readonly holds: boolean };

/** The picture of a proof: what all ways have in common, then one lane for each. */
export type ProofGraph = { readonly trunk: readonly GraphNode[]; readonly lanes: readonly GraphLane[] };

/** Draws a proof from left to right; `entrance` is what stands before the person, such as the route that they asked for. */
export function graphOf(why: Why, entrance: readonly GraphNode[] = []): ProofGraph {
  const { proof, user } = why;
  const person = node("person", user.username, user.fullName ? [user.fullName] : []);
  const lanes = proof.paths.map((path) => laneOf(path, why));
  return { trunk: [...entrance, person, sessionOf(why)], lanes: lanes.length > 0 ? lanes : [noLane(why)] };
}

/** A lane or a trunk in one line, for whoever does not look at pictures. */
export const lineOf = (nodes: readonly GraphNode[]): string =>
  nodes
    .map(({ kind, title, lines, state }) => {
      const more = lines.length > 0 ? ` (${lines.join(", ")})` : "";
      const mark = state === "held" ? "" : `, ${text(`why.graph.${state}`)}`;
      return `${text(`why.graph.kinds.${kind}`)} ${title}${more}${mark}`;
    })
    .join(" → ");

const node = (kind: NodeKind, title: string, lines: readonly string[] = [], state: NodeState = "held"): GraphNode => ({
  kind,
  title,
  lines,
  state,
});

function sessionOf({ proof: { barriers } }: Why): GraphNode {
  if (barriers.length === 0) return node("session", text("why.graph.noBarrier"));
  return node("session", text("why.graph.barrier"), barriers.map(barrierWords), "failed");
}

function laneOf(path: Path, why: Why): GraphLane {
  const isOpen = path.holds && why.proof.barriers.length === 0;
  const state = isOpen ? "held" : "beyond";
  const nodes = [
    ...(path.end === "superuser" ? [node("role", text("why.graph.superuser"))] : rolesOf(path.roles)),
    permissionOf(why, "held"),
    ...path.conditions.map((condition) => conditionOf(condition, why)),
    node("grant", text(`why.graph.ends.${path.end}`), grantLines(path, why), state),
    ...fieldOf(why, state),
  ];
  return { nodes, holds: isOpen };
}

// Nothing leads there: neither a role of theirs nor a grant for the row.
function noLane(why: Why): GraphLane {
  const nothing = node("role", text("why.graph.noRole"), [text("why.graph.noRoleText")], "failed");
  return { nodes: [nothing, permissionOf(why, "beyond"), ...fieldOf(why, "beyond")], holds: false };
}

const rolesOf = (roles: readonly RoleNamed[]): GraphNode[] =>
  roles.map(({ name }, index) =>
    node("role", name, index > 0 ? [text("why.graph.inherited", { role: roles[index - 1]?.name ?? "" })] : []),
  );

const permissionOf = ({ permission, row }: Why, state: NodeState) =>
  node("permission", permission, row ? [text("why.graph.onRow", { row: row.title })] : [], state);

const conditionOf = (condition: ConditionSeen, { names }: Why) =>
  node("condition", condition.stored.type, seenLines(condition, names), condition.holds ? "held" : "failed");

function grantLines({ end, roles, conditions }: Path, { row }: Why): string[] {
  if (end === "object-grant") return row ? [text("why.graph.shares", { row: row.title })] : [];
  const by = roles.at(-1);
  const isFree = conditions.length === 0;
  return [
    ...(by ? [text("why.graph.by", { role: by.name })] : []),
    ...(isFree ? [text("why.graph.unconditional")] : []),
  ];
}

function fieldOf({ field }: Why, state: NodeState): GraphNode[] {
  if (!field) return [];
  const { access, by } = fieldWords(field);
  const isShut = state === "held" && field.access === "hidden";
  return [node("field", field.name, [access, by], isShut ? "failed" : state)];
}
