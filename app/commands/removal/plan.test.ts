import { describe, expect, it } from "vitest";

import type { Feature } from "../../features/feature.ts";
import type { Removal } from "../../features/removal.ts";
import { planRemoval } from "./plan.ts";

const pigeons: Feature = {
  name: "pigeons",
  routes: [{ path: "pigeons/:name/send", file: "features/pigeons/send.route.ts" }],
  openAddresses: [],
};
const removal: Removal = {
  files: ["tests/app/pigeons-*.test.ts", "app/lab/pigeons"],
  lists: ["tests/e2e/scenes.ts"],
  cuts: [{ file: "app/db/ways.ts", text: ' | "pigeon"' }],
  words: ["pigeons", "ways.pigeon"],
  settings: ["Pigeons"],
  packages: ["homing", "@loft/feed", "corn"],
  tables: ["lofts"],
};
const repository = {
  "app/features/enabled.ts": 'import { pigeons } from "./pigeons/feature.ts";\n\nexport const features = [pigeons];\n',
  "app/features/pigeons/feature.ts": 'import feed from "@loft/feed";\n',
  "app/lab/pigeons/loft.ts": 'import home from "homing";\nimport { feather } from "../feathers.ts";\n',
  "app/messages/en.json": '{ "ways": { "post": "post", "pigeon": "pigeon" }, "pigeons": { "title": "Coo" } }\n',
  "app/db/ways.ts": 'export type Way = "post" | "pigeon";\n',
  "app/lab/lab.ts": "",
  "app/lab/feathers.ts": 'import { flock } from "../flock.ts";\n',
  "app/flock.ts": 'import "./lab/lab.ts";\n',
  "app/corn.ts": 'import "corn/maize";\n',
  "tests/app/pigeons-lost.test.ts": "",
  "tests/app/post.test.ts": "",
  "tests/e2e/pigeon-scenes.ts": "",
  "tests/e2e/scenes.ts":
    'import { loft } from "#app/lab/pigeons/loft.ts";\n\nexport const scenes = [{ name: "post" }, ...loft];\n',
  "tests/policies.test.ts":
    "`\nGET  /post               signed in\nGET  /pigeons/:name/send open\nPOST /pigeons/:name/send signed in\n`;\n",
  "tests/route-matrix.md": "| GET | /pigeons/anna/send | 200 |\n| GET | /pigeons/anna/sender | 200 |\n",
  "tests/app/walk.ts":
    'export const tells = {\n  "GET features/pigeons/send.route": 404, // none flies\n  "routes/post": "",\n};\n',
  "app/README.md":
    "| [pigeons](features/pigeons) | a |\n| `app/lab/pigeons/loft.ts` | b |\n| [post](post.md) | not `app/lab/pigeons` |\n| `app/lab` | c |\n",
  ".env.example": "# --- Post ---\n#POST=1\n\n# --- Pigeons ---\n#PIGEON_FEED=1\n# Seeds.\n#PIGEON_SEEDS=\n",
  "package.json":
    '{ "dependencies": { "homing": "1.0.0", "corn": "1.0.0" }, "devDependencies": { "@loft/feed": "1.0.0" } }\n',
};

const plan = (changes: Partial<Record<string, string>> = {}, more: Partial<Removal> = {}) => {
  const files = Object.fromEntries(
    Object.entries({ ...repository, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return planRemoval(
    pigeons,
    { ...removal, ...more },
    { files: Object.keys(files), read: (file) => files[file] ?? "" },
  );
};
const problemsOf = async (...args: Parameters<typeof plan>) => {
  const planned = await plan(...args);
  return planned.ok ? [] : planned.problems;
};

describe("a removal", () => {
  it("deletes what is the feature's own and cuts it out of everything that is shared", async () => {
    const planned = await plan();
    if (!planned.ok) throw new Error(planned.problems.join("\n"));
    const { gone, changed, packages, keptPackages, settings } = planned.plan;
    expect(gone).toEqual([
      "app/features/pigeons/feature.ts",
      "app/lab/pigeons/loft.ts",
      "tests/app/pigeons-lost.test.ts",
      "app/lab/feathers.ts", // nobody else asked for it
    ]);
    expect(Object.fromEntries(changed)).toEqual({
      "app/features/enabled.ts": "export const features = [];\n",
      "app/db/ways.ts": 'export type Way = "post";\n',
      "app/messages/en.json": '{\n  "ways": {\n    "post": "post"\n  }\n}\n',
      "tests/e2e/scenes.ts": 'export const scenes = [{ name: "post" }];\n',
      "tests/policies.test.ts": "`\nGET  /post               signed in\n`;\n",
      "tests/route-matrix.md": "| GET | /pigeons/anna/sender | 200 |\n",
      "tests/app/walk.ts": 'export const tells = {\n  "routes/post": "",\n};\n',
      "app/README.md": "| [post](post.md) | not `app/lab/pigeons` |\n| `app/lab` | c |\n",
      ".env.example": "# --- Post ---\n#POST=1\n",
    });
    expect({ packages, keptPackages, settings }).toEqual({
      packages: ["homing", "@loft/feed"],
      keptPackages: ["corn"],
      settings: ["PIGEON_*"],
    });
  });

  it("leaves what another feature uses too, and what nobody had asked for before", async () => {
    const files = { "app/lab/ravens.ts": 'import { feather } from "./feathers.ts";\n' };
    const planned = await plan(files);
    expect(planned.ok && planned.plan.gone).not.toContain("app/lab/feathers.ts");
    expect(planned.ok && planned.plan.gone).not.toContain("app/lab/ravens.ts");
  });

  it("leaves what it has in common with another feature until that one goes as well", async () => {
    const cuts = [{ file: "app/flock.ts", text: 'import "./lab/lab.ts";\n' }];
    const shared = [{ with: ["ravens"], files: ["app/wings.ts"], cuts }];
    const files = { "app/wings.ts": "" };
    const last = await plan(files, { shared });
    expect(last.ok && last.plan.gone).toContain("app/wings.ts");
    expect(last.ok && last.plan.changed.get("app/flock.ts")).toBe("");
    const before = await plan({ ...files, "app/features/ravens/feature.ts": "" }, { shared });
    expect(before.ok && before.plan.gone).not.toContain("app/wings.ts");
    expect(before.ok && before.plan.changed.has("app/flock.ts")).toBe(false);
  });

  it("lets each thing that features have in common go with the last of those who share it, whoever shares another", async () => {
    const shared = [
      { with: ["ravens"], files: ["app/wings.ts"], cuts: [] },
      { with: ["ravens", "bats"], cuts: [{ file: "app/flock.ts", text: 'import "./lab/lab.ts";\n' }] },
    ];
    const planned = await plan({ "app/wings.ts": "", "app/features/bats/feature.ts": "" }, { shared });
    expect(planned.ok && planned.plan.gone).toContain("app/wings.ts");
    expect(planned.ok && planned.plan.changed.has("app/flock.ts")).toBe(false);
  });

  it("names its settings one by one where others are called alike", async () => {
    const settings = "# --- Post ---\n#PIGEON_POST=1\n\n# --- Pigeons ---\n#PIGEON_FEED=1\n#LOFT_KEY=\n";
    const planned = await plan({ ".env.example": settings });
    expect(planned.ok && planned.plan.settings).toEqual(["PIGEON_FEED", "LOFT_*"]);
  });

  it("names every piece that is not found", async () => {
    expect(await problemsOf({ "app/lab/pigeons/loft.ts": undefined })).toContain(
      "app/lab/pigeons: there is no such file or folder",
    );
    expect(await problemsOf({ "app/db/ways.ts": 'type Way = "pigeon" | "post";\n' })).toEqual([
      'app/db/ways.ts: the text " | \\"pigeon\\"" (once) is not there',
    ]);
    expect(
      await problemsOf({ "app/db/ways.ts": 'type Way = A | "pigeon";\ntype Back = B | "pigeon";\n' }),
    ).toHaveLength(1);
    expect(await problemsOf({ "app/messages/de.json": '{ "ways": {} }' })).toEqual([
      "app/messages/de.json: the words pigeons is not there",
      "app/messages/de.json: the words ways.pigeon is not there",
    ]);
    expect(await problemsOf({ ".env.example": "# --- Post ---\n" })).toEqual([
      '.env.example: the heading "Pigeons" is not there',
    ]);
    expect(await problemsOf({ "tests/policies.test.ts": "" })).toEqual([
      "tests/policies.test.ts: a row for /pigeons/:name/send is not there",
    ]);
    expect(await problemsOf({}, { lists: ["tests/app/post.test.ts"] })).toContain(
      "tests/app/post.test.ts: an import of what goes is not there",
    );
    expect(await problemsOf({}, { packages: ["feathers"] })).toEqual(["package.json: feathers is not in it"]);
  });

  it("names code that still uses the feature", async () => {
    const imports = 'import { pigeons } from "#app/features/pigeons/feature.ts";\nif (pigeons.name) f();\n';
    const named = (file: string) => `${file}: still imports app/features/pigeons/feature.ts`;
    expect(await problemsOf({ "app/own.ts": imports })).toEqual([named("app/own.ts")]);
    expect(await problemsOf({ "app/features/list.ts": imports.replace("#app/features", ".") })).toContain(
      named("app/features/list.ts"),
    );
  });
});
