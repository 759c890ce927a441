import { useId } from "react";

import { useText } from "./intl.tsx";
import { type Verdict, VerdictMark } from "./verdict-mark.tsx";

type MatrixTableProps = {
  caption: string;
  heads: readonly string[];
  rows: readonly { method: string; path: string; policy: string; verdicts: readonly Verdict[] }[];
};

/** Addresses down, people across. The heads stay in sight while it scrolls inside its frame, and from a tablet on so do the addresses. */
export function MatrixTable({ caption, heads, rows }: MatrixTableProps) {
  const text = useText("matrix");
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- with the focus in it, the arrow keys scroll it
      tabIndex={0}
      className="max-h-[80vh] overflow-auto rounded-lg border border-line bg-surface shadow-card"
    >
      <table className="w-full border-separate border-spacing-0 text-left">
        <caption id={id} className="sr-only">
          {caption}
        </caption>
        <thead className="sticky top-0 z-20 text-xs text-ink-soft">
          <tr>
            {[text("address"), ...heads].map((head, index) => (
              <th
                key={head}
                scope="col"
                className={`border-b border-line bg-subtle py-2.5 font-medium whitespace-nowrap ${index === 0 ? "px-3 md:sticky md:left-0" : "px-1 text-center"}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ method, path, policy, verdicts }) => (
            <tr key={`${method} ${path}`}>
              <th
                scope="row"
                className={`border-b border-line px-3 py-1.5 font-normal whitespace-nowrap md:sticky md:left-0 md:z-10 md:bg-surface`}
              >
                <span className="inline-block w-10 text-xs text-ink-soft">{method}</span>
                <code className="font-mono text-xs text-ink">{path}</code>
                <span className="mt-0.5 block max-w-52 text-xs whitespace-normal text-ink-soft">{policy}</span>
              </th>
              {verdicts.map((verdict, index) => (
                <td key={index} className="border-b border-line px-1 py-1.5 text-center whitespace-nowrap">
                  <VerdictMark verdict={verdict} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
