import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { floors } from "#tests/attacks/data/version-floors.json";

type Locked = {
  version?: string;
  integrity?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
  hasInstallScript?: boolean;
};

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { allowScripts: Record<string, boolean> } & Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** Compares dotted versions number by number. */
function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const i of [0, 1, 2]) if (a?.[i] !== b?.[i]) return (a?.[i] ?? 0) > (b?.[i] ?? 0);
  return true;
}

describe("what we depend on", () => {
  it.each(floors)("AU06 every copy of $package is at least $min", ({ package: name, min }) => {
    const copies = packages.filter(([path]) => nameOf(path) === name).map(([, { version = "" }]) => version);
    expect(copies.filter((version) => !isAtLeast(version, min))).toEqual([]);
  });

  it("AU06 is named in exact versions, and each package has its checksum", () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version))).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });

  it("AU06 runs no install script that is not named in package.json", () => {
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(scripted.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
  });

  it("the lock file names every platform's packages, and no registry", () => {
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages),
      ),
    );
    expect(missing).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved)).toEqual([]);
  });
});
