import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => existsSync(file)) // one that was deleted stays listed until that is committed
  .filter((file) => /\.(ts|tsx|js|json|md|sh|sql|css)$|(^|\/)\.[\w.]+$|^\.ci\//.test(file))
  .filter((file) => !/^package-lock\.json$|^tests\/attacks\/data\/|^drizzle\/meta\//.test(file));

/** Bits of surprise a character, by how often each occurs (Shannon). */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
}

/** Long random-looking text: what a key or token looks like. Names in camel case and paths have less surprise in them. */
const looksRandom = (text: string) =>
  entropy(text) > 4.6 && /\d/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text);

// Made up for tests, and used nowhere else.
const known = ["b9fkQ2mV7xLwZ0pRt4NyEs8HcJ1uGaDoI5vXeMqUfTk"];

describe("the repository", () => {
  it("CF-03 holds no secret: nothing in it looks like a key, a token or a private key", () => {
    const found = tracked.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const words = (text.match(/[A-Za-z0-9_-]{40,}/g) ?? []).filter(
        (word) => looksRandom(word) && !known.some((one) => word.includes(one)),
      );
      const blocks =
        /-----BEGIN [A-Z ]*PRIVATE KEY/.test(text) && !file.endsWith("secrets.test.ts") ? ["a private key"] : [];
      return [...words, ...blocks].map((what) => `${file}: ${what}`);
    });
    expect(found).toEqual([]);
  });

  it("CF-03 keeps local settings and data out of version control", () => {
    const ignored = readFileSync(".gitignore", "utf8").split("\n");
    expect(ignored).toEqual(expect.arrayContaining([".env", ".data/", "build/", "node_modules/"]));
  });

  it("CF-01 the example configuration has no working secret to copy", () => {
    expect(readFileSync(".env.example", "utf8")).not.toMatch(/^(?!#)\s*\w*(KEYS|SECRET)\w*=\S/m);
  });
});

describe("the commands", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

  it("TS-05 check, format and test the project each by one name", () => {
    for (const name of ["test", "test:unit", "test:app", "test:e2e", "lint", "format", "typecheck", "check"])
      expect(scripts[name]).toBeTruthy();
  });
});
