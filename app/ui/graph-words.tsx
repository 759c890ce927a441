import { lineOf, type ProofGraph } from "#app/access/proof-graph.ts";

import { useText } from "./intl.tsx";

/** A proof as an ordered list: what comes before any way, then each way in one line. */
export function GraphWords({ graph: { trunk, lanes } }: { graph: ProofGraph }) {
  const text = useText("why.answer");
  return (
    <ol className="grid list-decimal gap-2 pl-5 wrap-anywhere marker:text-ink-soft">
      <li>
        <span className="font-medium">{text("before")}: </span>
        {lineOf(trunk)}
      </li>
      {lanes.map(({ nodes, holds }, index) => (
        <li key={index}>
          <span className="font-medium">{text("way", { holds: holds ? "yes" : "no" })}: </span>
          {lineOf(nodes)}
        </li>
      ))}
    </ol>
  );
}
