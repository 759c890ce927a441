/** One place in one shared file where something of a feature stands. `cut` gives the file without it, or null when it is not there. */
export type Piece = {
  readonly file: string;
  /** What it is, as a complaint names it. */
  readonly what: string;
  readonly cut: (text: string) => string | null;
};

/** Text that stands exactly once; `leaves` takes its place. */
export const exactText = (file: string, text: string, leaves = ""): Piece => ({
  file,
  what: `the text ${JSON.stringify(text)} (once)`,
  cut(whole) {
    const [before, after, ...more] = whole.split(text);
    return before === undefined || after === undefined || more.length > 0 ? null : before + leaves + after;
  },
});

/** Whole lines, one or more. */
export const linesLike = (file: string, what: string, isMeant: (line: string) => boolean): Piece => ({
  file,
  what,
  cut(whole) {
    const lines = whole.split("\n");
    const kept = lines.filter((line) => !isMeant(line));
    return kept.length < lines.length ? kept.join("\n") : null;
  },
});

/** A sentence of `app/messages`, or a group of them, by its key, such as `people.active`. */
export const words = (file: string, key: string): Piece => ({
  file,
  what: `the words ${key}`,
  cut(whole) {
    const messages = JSON.parse(whole) as Record<string, unknown>;
    const path = key.split(".");
    const last = path.pop() ?? "";
    const holder = path.reduce<unknown>((within, part) => (isGroup(within) ? within[part] : undefined), messages);
    if (!isGroup(holder) || !(last in holder)) return null;
    delete holder[last];
    return `${JSON.stringify(messages, null, 2)}\n`;
  },
});

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A part of `.env.example`: from its heading (`# --- Mail ---…`) to the next. */
export const settingsUnder = (heading: string): Piece => ({
  file: ".env.example",
  what: `the heading "${heading}"`,
  cut(whole) {
    const kept = partsOf(whole).filter((part) => !isUnder(part, heading));
    return kept.length < partsOf(whole).length ? `${kept.join("").trimEnd()}\n` : null;
  },
});

/** The settings in a part of `.env.example`, by their families: `MAIL_*` for `MAIL_FROM` and `MAIL_TO`, where no other part has any of those. */
export function settingFamiliesUnder(heading: string, whole: string): string[] {
  const parts = partsOf(whole);
  const elsewhere = new Set(
    parts
      .filter((part) => !isUnder(part, heading))
      .flatMap(settingsIn)
      .map(familyOf),
  );
  const names = parts.filter((part) => isUnder(part, heading)).flatMap(settingsIn);
  return [...new Set(names.map((name) => (elsewhere.has(familyOf(name)) ? name : `${familyOf(name)}_*`)))];
}

const settingsIn = (part: string) =>
  [...part.matchAll(/^#?([A-Z][A-Z0-9]*_[A-Z0-9_]+)=/gm)].map(([, name = ""]) => name);
const familyOf = (name: string) => name.slice(0, name.indexOf("_"));
const partsOf = (whole: string) => whole.split(/^(?=# --- )/m);
const isUnder = (part: string, heading: string) => part.startsWith(`# --- ${heading} ---`);
