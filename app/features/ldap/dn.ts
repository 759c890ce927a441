/** One step of a name in a directory: mostly one pair, `ou=people`, sometimes several, `cn=alice+uid=7`. */
export type Rdn = readonly { readonly type: string; readonly value: string }[];

const LONGEST = 2_000;
// Blanks are read in one way only: a directory may send many, and they must not take the square of the time.
const PAIR = /\s*([a-z][\w.-]*|\d+(?:\.\d+)*)\s*=\s*(?!\s)("(?:\\.|[^\\"])*"\s*|(?:\\.|[^\\,+;"])*)([,+;]|$)/isy;

/** The steps of a distinguished name, the innermost first (RFC 4514, and the quotes of RFC 1779); null for what is none, such as nothing. */
export function parseDn(text: string): readonly Rdn[] | null {
  if (text.length > LONGEST || text.trim() === "") return null;
  const steps: { type: string; value: string }[][] = [[]];
  PAIR.lastIndex = 0;
  for (;;) {
    const [, type, raw, end] = PAIR.exec(text) ?? [];
    if (type === undefined || raw === undefined) return null;
    steps.at(-1)?.push({ type: type.toLowerCase(), value: valueOf(raw) });
    if (end === "") return steps;
    if (end !== "+") steps.push([]);
  }
}

/** A name of these steps, in which no character of a value means anything (Z-04, LD03). */
export const dnText = (steps: readonly Rdn[]): string =>
  steps.map((step) => step.map(({ type, value }) => `${type}=${escaped(value)}`).join("+")).join(",");

/** One spelling for all spellings of a name, so that two can be compared (LD12); null for what is no name. */
export function canonicalDn(text: string): string | null {
  const steps = parseDn(text);
  return steps && dnText(steps.map((step) => step.map(folded).toSorted((a, b) => (a.type < b.type ? -1 : 1))));
}

/** Whether `dn` is `base` or lies below it. Both canonical. */
export const isWithin = (dn: string, base: string): boolean => dn === base || dn.endsWith(`,${base}`);

const folded = ({ type, value }: Rdn[number]) => ({ type, value: prepared(value) });

/** How directories compare names: by form, case and outer spaces nothing differs (RFC 4518, as far as it matters here). */
export const prepared = (value: string): string => value.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ");

function valueOf(raw: string): string {
  const quoted = /^"(.*)"\s*$/s.exec(raw)?.[1];
  const bare = quoted ?? raw.replace(/(?:(?<![\\ ])|(?<=\\ )) +$/, "");
  return bare.replaceAll(/(?:\\[0-9a-f]{2})+|\\(.)/gis, (hex: string, one: string | undefined) =>
    one === undefined ? Buffer.from(hex.replaceAll("\\", ""), "hex").toString() : one,
  );
}

// Every byte that is not plainly harmless, as \XX: shorter rules have exceptions at the ends.
const escaped = (value: string): string =>
  value.replaceAll(/[^\p{L}\p{N} ._@-]|^ | $/gu, (one) =>
    [...Buffer.from(one)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join(""),
  );
