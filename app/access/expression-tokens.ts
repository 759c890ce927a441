/** Why a text is no expression. `position` is an index into the text; the message, for people, counts characters from 1. */
export type Flaw = {
  readonly ok: false;
  readonly reason: "INVALID_EXPRESSION";
  readonly message: string;
  readonly position: number;
};

/** A word, a quoted text without its quotes, one of `( ) ,`, or the end. */
export type Token = {
  readonly kind: "word" | "text" | "mark" | "end";
  readonly value: string;
  readonly position: number;
};

const LONGEST = 2_000;
const pieces = /[ \t\r\n]+|(?<word>[A-Za-z_]\w*)|(?<text>'[^']*'|"[^"]*")|(?<mark>[(),])|(?<strange>[^])/gu;
// What a reader of the text could not see, or could take for something else.
const unreadable = /[\\\p{C}\p{Zl}\p{Zp}]/u;

/** Takes a text apart, in one pass over at most 2,000 characters (AZ16). The list ends with an `end`. */
export function readTokens(text: string): readonly Token[] | Flaw {
  if (text.length > LONGEST) return flawAt(LONGEST, `longer than ${LONGEST} characters`);
  const tokens: Token[] = [];
  for (const { index: position, groups = {} } of text.matchAll(pieces)) {
    const { word, text: quoted, mark, strange } = groups;
    if (strange !== undefined) return flawAt(position, complaintAbout(strange));
    if (quoted !== undefined && quoted.length === 2) return flawAt(position, "an empty text");
    if (quoted !== undefined && unreadable.test(quoted))
      return flawAt(position, "a text with a backslash or an unseen character");
    if (quoted !== undefined) tokens.push({ kind: "text", value: quoted.slice(1, -1), position });
    if (word !== undefined) tokens.push({ kind: "word", value: word, position });
    if (mark !== undefined) tokens.push({ kind: "mark", value: mark, position });
  }
  return [...tokens, { kind: "end", value: "", position: text.length }];
}

/** The flaw at an index of the text. */
export const flawAt = (position: number, what: string): Flaw => ({
  ok: false,
  reason: "INVALID_EXPRESSION",
  message: `${what} at character ${position + 1}`,
  position,
});

function complaintAbout(strange: string): string {
  if (strange === "'" || strange === '"') return "a text that does not end";
  const shown = /[!-~]/.test(strange) ? strange : `U+${strange.codePointAt(0)?.toString(16).toUpperCase()}`;
  return `${shown} means nothing in an expression`;
}
