const HEAD_END = "\r\n\r\n";

/** The status of the first answer in `text` and its last character's position; null while it is not complete. */
export function readAnswer(text: string): { status: number; end: number } | null {
  const headEnd = text.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = text.slice(0, headEnd);
  const start = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const end = length === undefined ? endOfChunks(text, start) : start + Number(length);
  return end === null || text.length < end ? null : { status: Number(head.slice(9, 12)), end };
}

// Our servers answer with a length or in chunks, never until the connection closes.
function endOfChunks(text: string, start: number): number | null {
  let at = start;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    at = lineEnd + 2 + size + 2;
    if (size === 0) return text.length >= at ? at : null;
  }
}
