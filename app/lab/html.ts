/** Text as it stands in HTML, between tags and in attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page of the lab, by hand and without the app: it must work when nothing else does. `body` is HTML. */
export const pageHtml = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body></html>
`;

const STYLE = `
:root {
  color-scheme: light dark;
  --canvas: light-dark(#f6f8f9, #10181b); --surface: light-dark(#fff, #182226); --ink: light-dark(#1c2b31, #eef2f3);
  --soft: light-dark(#54646b, #a5b2b7); --line: light-dark(#dbe3e6, #2d3b40); --accent: light-dark(#005f6f, #7dcbd8);
  --on-accent: light-dark(#fff, #0c2329); --warm: light-dark(#fdf3d8, #33290f); --warm-ink: light-dark(#6b4c00, #f1cf7e);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 2.5rem auto; padding: 0 1rem }
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.2 }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.15rem }
h3 { margin: 0; font-size: 1rem }
p { margin: 0.25rem 0 0.75rem }
a { color: var(--accent) }
pre, a, code { white-space: pre-wrap; overflow-wrap: anywhere }
.soft { color: var(--soft); font-size: 0.9rem }
.cards { display: grid; gap: 0.5rem; margin: 0; padding: 0; list-style: none }
.card { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: 0.75rem 1rem;
  border: 1px solid var(--line); border-radius: 0.5rem; background: var(--surface) }
.card p { margin: 0 }
.card:target { scroll-margin-top: 40vh }
.on { border-color: var(--warm-ink); background: var(--warm) }
.on strong { color: var(--warm-ink) }
form { margin: 0 }
button { min-width: 6.5rem; min-height: 2.5rem; padding: 0.4rem 0.9rem; border: 1px solid var(--accent); border-radius: 0.5rem;
  background: transparent; color: var(--accent); font: inherit; font-weight: 600; cursor: pointer }
button.first { background: var(--accent); color: var(--on-accent) }
button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
article { padding: 0.75rem 0; border-top: 1px solid var(--line) }
`;
