import { posix } from "node:path";

import type { Feature } from "../../features/feature.ts";
import type { Removal } from "../../features/removal.ts";
import { fileAt, importedBy } from "./imports.ts";
import { exactText, linesLike, settingsUnder, words, type Piece } from "./piece.ts";
import type { Tree } from "./tree.ts";
import { unwire } from "./unwire.ts";

/** The files that go with a feature, and those that stay. */
export type Parting = { readonly gone: readonly string[]; readonly stays: readonly string[] };

/** Every place in the files that stay where something of a feature stands: what its removal names, and what can be found without. */
export function findPieces(feature: Feature, removal: Removal, { gone, stays }: Parting, { read }: Tree): Piece[] {
  const isGone = (path: string | null) => path !== null && gone.includes(path);
  const isGoneWhole = (path: string) => isGone(path) || (gone.some(isBelow(path)) && !stays.some(isBelow(path)));
  const wiring = stays.filter((file) => isWiring(file) && importedBy(file, read(file)).some(isGone));
  const languages = stays.filter((file) => /^app\/messages\/[^/]+\.json$/.test(file));
  return [
    ...removal.cuts.map(({ file, text, leaves }) => exactText(file, text, leaves)),
    ...[...wiring, ...removal.lists].map((file) => listIn(file, isGone)),
    ...tables.filter((file) => stays.includes(file)).flatMap((file) => addressRows(file, feature, read)),
    ...stays.filter((file) => file.endsWith(".md")).flatMap((file) => rowsThatLead(file, isGoneWhole, read)),
    ...stays.filter((file) => file.startsWith("tests/")).flatMap((file) => linesByFile(file, feature, read)),
    ...removal.words.flatMap((key) => languages.map((file) => words(file, key))),
    ...removal.settings.map(settingsUnder),
  ];
}

const isWiring = (file: string) => /^app\/features\/[^/]+\.ts$/.test(file);
const isBelow = (folder: string) => (file: string) => file.startsWith(`${folder.replace(/\/$/, "")}/`);

const listIn = (file: string, isGone: (path: string | null) => boolean): Piece => ({
  file,
  what: "an import of what goes",
  cut: (text) => unwire(text, (specifier) => isGone(fileAt(specifier, file))),
});

/** Tables with a row for each address of the app. */
const tables = ["tests/policies.test.ts", "tests/route-matrix.md"];

function addressRows(file: string, { routes }: Feature, read: Tree["read"]): Piece[] {
  return routes.map(({ path: own, under }) => {
    const path = under ? `${under}/${own}` : own;
    const literal = path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const rowOf = (pattern: string) => new RegExp(`^(\\| )?(GET|POST)( \\|)? +/${pattern}(\\s|$)`, "m");
    // Where an address stands as it is, one that only looks like it is another feature's.
    const row = rowOf(rowOf(literal).test(read(file)) ? literal : literal.replaceAll(/:\w+/g, "[^/\\s|]+"));
    return linesLike(file, `a row for /${path}`, (line) => row.test(line));
  });
}

/** Rows of tables in READMEs that lead to something that goes: the first path in them, as a link or as code, says to what. */
function rowsThatLead(file: string, isGone: (path: string) => boolean, read: Tree["read"]): Piece[] {
  const isMeant = (line: string) => {
    const [, link, code] = /\]\(([^)#]+)|`([\w./-]+\/[\w./-]+)`/.exec(line) ?? [];
    const path = link ?? code;
    return line.startsWith("|") && path !== undefined && [path, posix.join(posix.dirname(file), path)].some(isGone);
  };
  return linesIf(file, "a row that leads to what goes", isMeant, read);
}

/** Lines of tests that name one of its files: `"GET features/pigeons/send.route": 404,`. */
function linesByFile(file: string, { name }: Feature, read: Tree["read"]): Piece[] {
  const named = new RegExp(`"([A-Z]+ )?(app/)?features/${name}/[^"]*".*[,;]( //.*)?$`);
  return linesIf(file, `a line about features/${name}`, (line) => named.test(line), read);
}

const linesIf = (file: string, what: string, isMeant: (line: string) => boolean, read: Tree["read"]): Piece[] =>
  read(file).split("\n").some(isMeant) ? [linesLike(file, what, isMeant)] : [];
