import { useId } from "react";

import { ScrollFrame } from "./scroll-frame.tsx";

const words = /("[^"]*"|\b(?:import|from|export|const|default|function|return|async|await)\b)/;

/** A few lines of source under the name of their file. Strings and keywords are set apart; it scrolls inside its frame. */
export function Code({ file, source }: { file: string; source: string }) {
  const id = useId();
  return (
    <ScrollFrame labelledBy={id}>
      <figure className="w-max min-w-full font-mono text-xs">
        <figcaption id={id} className="border-b border-line bg-subtle/60 px-4 py-2 text-ink-soft">
          {file}
        </figcaption>
        <pre className="p-4 leading-5">
          <code>{source.split(words).map((part, index) => paint(part, index))}</code>
        </pre>
      </figure>
    </ScrollFrame>
  );
}

/** `split` puts what the pattern caught at the odd places. */
function paint(part: string, index: number) {
  if (index % 2 === 0) return part;
  const face = part.startsWith('"') ? "text-success-ink" : "font-semibold text-accent-ink";
  return (
    <span key={index} className={face}>
      {part}
    </span>
  );
}
