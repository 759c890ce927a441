import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { allPermissions, readPermission } from "./permissions.ts";

describe("the name of a permission", () => {
  it("C-16 is read in each of its three forms", () => {
    expect(["project:read", "project.read", "read_project"].map(readPermission)).toEqual([
      "project:read",
      "project:read",
      "project:read",
    ]);
  });

  it("C-16 means one permission only, whichever form it has", () => {
    const forms = allPermissions.flatMap((name) => {
      const [noun, verb] = name.split(":");
      return [name, `${noun}.${verb}`, `${verb}_${noun}`];
    });
    expect(new Set(forms).size).toBe(allPermissions.length * 3);
  });

  it.each([
    "",
    "read",
    "project",
    "read:project",
    "project_read",
    "PROJECT:READ",
    "project: read",
    "__proto__",
    "toString",
  ])("C-16 is nothing else: %j", (text) => expect(readPermission(text)).toBeNull());
});

describe("the catalogue", () => {
  it("RB-01 has no permission that nothing asks for", () => {
    const asking = readdirSync("app", { recursive: true, encoding: "utf8" }).filter(
      (file) => /^(guards|routes|projects|auth|ui)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
    );
    const code = asking.map((file) => readFileSync(`app/${file}`, "utf8")).join("\n");
    expect(allPermissions.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
  });
});
