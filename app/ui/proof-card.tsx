import type { ProofGraph } from "#app/access/proof-graph.ts";

import { Card } from "./card.tsx";
import { Graph } from "./graph.tsx";
import { GraphWords } from "./graph-words.tsx";
import { useText } from "./intl.tsx";

/** A proof as a picture, and below it the same in words. */
export function ProofCard({ graph }: { graph: ProofGraph }) {
  const text = useText("why.answer");
  return (
    <Card title={text("graph")} text={text("graphText")}>
      <div className="grid gap-6">
        <Graph graph={graph} />
        <div className="border-t border-line pt-5">
          <h3 className="mb-3 text-sm">{text("words")}</h3>
          <GraphWords graph={graph} />
        </div>
      </div>
    </Card>
  );
}
