import { graphOf, type GraphNode, type ProofGraph } from "./proof-graph.ts";
import { verdictOf } from "./proof-text.ts";
import { enoughWords } from "./proof-words.ts";
import type { Why } from "./why.ts";

/** A proof as a page shows it: all words written, nothing left that only the server knows. */
export type ProofView = {
  readonly allowed: boolean;
  readonly verdict: string;
  readonly graph: ProofGraph;
  readonly enough: readonly string[];
  readonly at: Date;
  readonly address: string | null;
};

/** What a page needs of a proof; `entrance` is drawn before the person. */
export const viewOf = (why: Why, entrance: readonly GraphNode[] = []): ProofView => ({
  allowed: why.proof.allowed,
  verdict: verdictOf(why),
  graph: graphOf(why, entrance),
  enough: enoughWords(why),
  at: why.at,
  address: why.address,
});
