const words = /("[^"]*"|\b(?:import|from|export|const|default|function|return|async|await)\b)/;

/** A few lines of source under the name of their file. Strings and keywords are set apart; it scrolls inside its frame. */
export function Code({ file, source }: { file: string; source: string }) {
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <figcaption className="border-b border-line bg-subtle px-4 py-2 font-mono text-xs text-ink-soft">{file}</figcaption>
      <pre tabIndex={0} aria-label={file} className="overflow-x-auto p-4 font-mono text-xs leading-5 -outline-offset-2">
        <code>{source.split(words).map((part, index) => paint(part, index))}</code>
      </pre>
    </figure>
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
