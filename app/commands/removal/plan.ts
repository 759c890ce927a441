import { getFileInfo, format, resolveConfig } from "prettier";

import type { Feature } from "../../features/feature.ts";
import type { Removal } from "../../features/removal.ts";
import { findPieces, type Parting } from "./find-pieces.ts";
import { importedBy, isCode } from "./imports.ts";
import { findOrphans } from "./orphans.ts";
import { settingFamiliesUnder } from "./piece.ts";
import type { Tree } from "./tree.ts";

/** What removing a feature does to the files: those that go, and the new contents of those that stay in another form. */
export type Plan = {
  readonly gone: readonly string[];
  readonly changed: ReadonlyMap<string, string>;
  /** Packages that nobody imports any more. */
  readonly packages: readonly string[];
  /** Those that it brought and somebody else uses by now. */
  readonly keptPackages: readonly string[];
  /** Settings that nobody reads any more. */
  readonly settings: readonly string[];
};
export type Planned = { ok: true; plan: Plan } | { ok: false; problems: readonly string[] };

/** Works out what taking a feature out of `tree` means, or names everything that stands in the way. Touches nothing. */
export async function planRemoval(feature: Feature, named: Removal, tree: Tree): Promise<Planned> {
  const removal = withShared(named, tree);
  const drill = [`tests/removal/of/${feature.name}.ts`].filter((file) => tree.files.includes(file));
  const own = [`app/features/${feature.name}/`, ...drill, ...removal.files].map((path) => ({
    path,
    isIn: matcher(path),
  }));
  const owned = tree.files.filter((file) => own.some(({ isIn }) => isIn(file)));
  const missing = own
    .filter(({ isIn }) => !tree.files.some(isIn))
    .map(({ path }) => `${path}: there is no such file or folder`);
  const without = (gone: readonly string[]) => {
    const stays = tree.files.filter((file) => !gone.includes(file));
    const { changed, problems } = cutAll(feature, removal, { gone, stays }, tree);
    return { gone, stays, changed, problems, after: (file: string) => changed.get(file) ?? tree.read(file) };
  };
  const { stays: files, after: read } = without(owned);
  const { gone, stays, changed, problems, after } = without([...owned, ...findOrphans(tree, { files, read })]);
  problems.unshift(...missing, ...stillImporting(stays, gone, after));
  const packages = sortPackages(removal, stays, after);
  problems.push(...packages.unknown.map((name) => `package.json: ${name} is not in it`));
  if (problems.length > 0) return { ok: false, problems };
  const settings = removal.settings.flatMap((heading) => settingFamiliesUnder(heading, tree.read(".env.example")));
  return { ok: true, plan: { gone, changed: await formatted(changed), ...packages, settings } };
}

/** What a feature has in common with others goes as its own once none of those who share it is there any more. */
function withShared(removal: Removal, { files }: Tree): Removal {
  const isThere = (name: string) => files.some((file) => file.startsWith(`app/features/${name}/`));
  const last = (removal.shared ?? []).filter((one) => !one.with.some(isThere));
  return {
    ...removal,
    files: [...removal.files, ...last.flatMap((one) => one.files ?? [])],
    cuts: [...removal.cuts, ...last.flatMap(({ cuts }) => cuts)],
  };
}

/** A feature, and what its `removal.ts` says. */
export type Removed = { readonly feature: Feature; readonly removal: Removal };

/** The same for several features, each taken out of what the ones before it leave: one plan, or the problems of the first that has any. */
export async function planRemovals(all: readonly Removed[], tree: Tree): Promise<Planned> {
  let [plan, left]: [Plan, Tree] = [
    { gone: [], changed: new Map(), packages: [], keptPackages: [], settings: [] },
    tree,
  ];
  for (const { feature, removal } of all) {
    const planned = await planRemoval(feature, removal, left);
    if (!planned.ok) return planned;
    plan = together(plan, planned.plan);
    left = leftBy(planned.plan, left);
  }
  return { ok: true, plan };
}

function together(one: Plan, other: Plan): Plan {
  const gone = [...one.gone, ...other.gone];
  const packages = [...one.packages, ...other.packages];
  return {
    gone,
    changed: new Map([...one.changed, ...other.changed].filter(([file]) => !gone.includes(file))),
    packages,
    keptPackages: [...one.keptPackages, ...other.keptPackages].filter((name) => !packages.includes(name)),
    settings: [...one.settings, ...other.settings],
  };
}

const leftBy = ({ gone, changed }: Plan, { files, read }: Tree): Tree => ({
  files: files.filter((file) => !gone.includes(file)),
  read: (file) => changed.get(file) ?? read(file),
});

/** Whether a file is the one of this path, or stands in the folder. `*` stands for any text without a slash. */
function matcher(path: string): (file: string) => boolean {
  const pattern = path
    .replace(/\/$/, "")
    .replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*");
  const whole = new RegExp(`^${pattern}(/|$)`);
  return (file) => whole.test(file);
}

function cutAll(feature: Feature, removal: Removal, parting: Parting, tree: Tree) {
  const changed = new Map<string, string>();
  const problems: string[] = [];
  for (const { file, what, cut } of findPieces(feature, removal, parting, tree)) {
    const left = parting.stays.includes(file) ? cut(changed.get(file) ?? tree.read(file)) : null;
    if (left === null) problems.push(`${file}: ${what} is not there`);
    else changed.set(file, left);
  }
  return { changed, problems };
}

// Code of a fork's own that uses the feature: somebody has to decide what becomes of it.
const stillImporting = (stays: readonly string[], gone: readonly string[], read: Tree["read"]) =>
  stays.filter(isCode).flatMap((file) =>
    importedBy(file, read(file))
      .filter((imported) => gone.includes(imported))
      .map((imported) => `${file}: still imports ${imported}`),
  );

function sortPackages(removal: Removal, stays: readonly string[], read: Tree["read"]) {
  const imported = stays.filter(isCode).flatMap((file) => importedBy(file, read(file)));
  const isUsed = (name: string) => imported.some((one) => one === name || one.startsWith(`${name}/`));
  const { dependencies = {}, devDependencies = {} } = JSON.parse(read("package.json")) as Record<string, object>;
  return {
    packages: removal.packages.filter((name) => !isUsed(name)),
    keptPackages: removal.packages.filter(isUsed),
    unknown: removal.packages.filter((name) => !(name in dependencies || name in devDependencies)),
  };
}

async function formatted(files: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const entries = [...files].map(async ([file, text]): Promise<[string, string]> => {
    const { ignored, inferredParser } = await getFileInfo(file, { ignorePath: ".prettierignore" });
    if (ignored || !inferredParser) return [file, text];
    return [file, await format(text, { ...(await resolveConfig(file)), filepath: file })];
  });
  return new Map(await Promise.all(entries));
}
