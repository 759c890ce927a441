import type { Feature } from "../../features/feature.ts";
import type { Removal } from "../../features/removal.ts";
import { fileAt, importedBy } from "./imports.ts";
import { exactText, linesLike, settingsUnder, words, type Piece } from "./piece.ts";
import type { Tree } from "./tree.ts";
import { unwire } from "./unwire.ts";

/** Every place in `stays`, the files that stay, where something of a feature stands: what its removal names, and what can be found without. */
export function findPieces(feature: Feature, removal: Removal, stays: readonly string[], { read }: Tree): Piece[] {
  const isGone = (file: string) => !stays.includes(file);
  const wiring = stays.filter((file) => isWiring(file) && importedBy(file, read(file)).some(isOurs(feature)));
  const languages = stays.filter((file) => /^app\/messages\/[^/]+\.json$/.test(file));
  return [
    ...removal.cuts.map(({ file, text, leaves }) => exactText(file, text, leaves)),
    ...[...wiring, ...removal.lists].map((file) => listIn(file, isGone)),
    ...tables.filter((file) => stays.includes(file)).flatMap((file) => addressRows(file, feature)),
    ...stays.flatMap((file) => rowsAbout(file, feature, read)),
    ...removal.words.flatMap((key) => languages.map((file) => words(file, key))),
    ...removal.settings.map(settingsUnder),
  ];
}

const isWiring = (file: string) => /^app\/features\/[^/]+\.ts$/.test(file);
const isOurs =
  ({ name }: Feature) =>
  (imported: string) =>
    imported.startsWith(`app/features/${name}/`);

const listIn = (file: string, isGone: (file: string) => boolean): Piece => ({
  file,
  what: "an import of what goes",
  cut: (text) => unwire(text, (specifier) => isGone(fileAt(specifier, file) ?? "") && fileAt(specifier, file) !== null),
});

/** Tables with a row for each address of the app. */
const tables = ["tests/policies.test.ts", "tests/route-matrix.md"];

function addressRows(file: string, { routes }: Feature): Piece[] {
  return routes.map(({ path }) => {
    const pattern = path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:\w+/g, "[^/\\s|]+");
    const row = new RegExp(`^(\\| )?(GET|POST)( \\|)? +/${pattern}(\\s|$)`);
    return linesLike(file, `a row for /${path}`, (line) => row.test(line));
  });
}

/** Rows that link to its folder, and rows of the tests' tables whose key is one of its files. */
function rowsAbout(file: string, { name }: Feature, read: Tree["read"]): Piece[] {
  const row = file.endsWith(".md")
    ? new RegExp(`^(\\||- ).*\\bfeatures/${name}\\b`)
    : new RegExp(`^\\s*"([A-Z]+ )?features/${name}/[^"]*": .*,$`);
  const holdsRows =
    (file.endsWith(".md") || file.startsWith("tests/")) &&
    read(file)
      .split("\n")
      .some((line) => row.test(line));
  return holdsRows ? [linesLike(file, `a row about features/${name}`, (line) => row.test(line))] : [];
}
