import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";

// A small app of its own, since the real one has no unguarded route to show.
const folder = "node_modules/.cache/gatehouse-route-coverage";
const guardImport = `import { guard } from "${resolve("app/guards/guard.server.ts")}";`;
const fixtures = {
  guarded: `${guardImport}\nexport const loader = guard({ signedIn: true }, () => null);\nexport default function Page() { return null; }`,
  "bare-loader": "export const loader = () => 'open to all';",
  "bare-action": `${guardImport}\nexport const loader = guard({ signedIn: true }, () => null);\nexport const action = async () => null;`,
  "page-alone": "export default function Page() { return null; }",
  "no-server-part": "export const handle = {};",
};

const projectSettings = () =>
  ts.parseJsonConfigFileContent(JSON.parse(readFileSync("tsconfig.json", "utf8")), ts.sys, resolve("."));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("tsc", () => {
  // A folder whose name begins with a dot counts as a file, and is then not looked into.
  it("AZ01 really looks at the check that is generated for the real routes", () => {
    mkdirSync(".generated", { recursive: true });
    writeFileSync(".generated/looked-at.ts", "export {};");
    const { fileNames } = projectSettings();
    rmSync(".generated/looked-at.ts");
    expect(fileNames).toContain(resolve(".generated/looked-at.ts"));
  });

  it("AZ01 refuses a route with a bare loader, a bare action or an unprotected page, and no other", () => {
    mkdirSync(folder, { recursive: true });
    for (const [name, source] of Object.entries(fixtures)) writeFileSync(join(folder, `${name}.ts`), source);
    const checks = Object.keys(fixtures).map(
      (name, i) => `export type R${i} = Nothing<UnguardedExports<typeof import("./${name}.ts")>>;`,
    );
    const header = `import type { Nothing, UnguardedExports } from "${resolve("app/guards/coverage.ts")}";\n`;
    writeFileSync(join(folder, "coverage.ts"), header + checks.join("\n"));
    const program = ts.createProgram([resolve(folder, "coverage.ts")], projectSettings().options);
    const file = program.getSourceFile(resolve(folder, "coverage.ts"));
    const refused = ts
      .getPreEmitDiagnostics(program, file)
      .map((problem) => file?.text.slice(problem.start).match(/\.\/([\w-]+)\.ts/)?.[1]);
    expect(refused).toEqual(["bare-loader", "bare-action", "page-alone"]);
  }, 60_000);
});
