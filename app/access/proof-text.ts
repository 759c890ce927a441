import { text } from "../sentences.ts";
import { graphOf, type GraphLane, type GraphNode } from "./proof-graph.ts";
import { enoughWords } from "./proof-words.ts";
import type { Why } from "./why.ts";

/** "Yes: bob may project:update on Lighthouse." */
export function verdictOf({ user, permission, row, proof }: Why): string {
  const verdict = proof.allowed ? "allowed" : "refused";
  if (!row) return text(`why.answer.${verdict}`, { user: user.username, permission });
  return text(`why.answer.${verdict}Row`, { user: user.username, permission, row: row.title });
}

/** A proof for a terminal: the verdict, a small tree with one line for each way, and what would be enough. */
export function proofText(why: Why): string {
  const { trunk, lanes } = graphOf(why);
  const enough = enoughWords(why);
  return [
    `${why.proof.allowed ? "✓" : "✗"} ${verdictOf(why)}`,
    "",
    `  ${trunk.map(station).join(" → ")}`,
    ...lanes.map((lane, index) => `  ${index === lanes.length - 1 ? "└" : "├"}─ ${way(lane)}`),
    ...(enough.length > 0 ? ["", `${text("why.answer.enough")}:`] : []),
    ...enough.map((sentence) => `  - ${sentence}`),
  ].join("\n");
}

function way({ nodes, holds }: GraphLane): string {
  const stations = nodes.map(station).join(" → ");
  return stations.startsWith("✗") ? stations : `${holds ? "✓" : "✗"} ${stations}`; // one mark is enough
}

function station({ title, lines, state }: GraphNode): string {
  const more = lines.length > 0 ? ` (${lines.join(", ")})` : "";
  return `${state === "failed" ? "✗ " : ""}${title}${more}`;
}
