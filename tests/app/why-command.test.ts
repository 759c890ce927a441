import { spawnSync } from "node:child_process";

import { describe, expect, it } from "vitest";

/** Runs `npm run why -- …` on this file's own database; gives its exit code and what it printed. */
function why(...words: string[]): [code: number | null, said: string] {
  const env = { ...process.env, NODE_ENV: "test" } as NodeJS.ProcessEnv;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["app/commands/run.js", "why", ...words], {
    env,
    encoding: "utf8",
  });
  return [status, stdout + stderr];
}

describe("npm run why", () => {
  it("RB-11 prints the proof as a small tree", () => {
    expect(why("bob", "project:update", "P1")).toEqual([
      0,
      `✓ Yes: bob may project:update on Lighthouse.

  bob (Bob Editor) → nothing in the way
  ├─ ✓ editor → project:update (on Lighthouse) → is_owner (user: bob, ownerId: bob) → granted (by editor)
  └─ ✗ editor → project:update (on Lighthouse) → ✗ field_match (wanted: draft, status: active) → granted (by editor)
`,
    ]);
  });

  it("RB-11 prints what would be enough; a no is an answer too", () => {
    const [code, said] = why("carol", "update_project", "Breakwater");
    expect([code, said]).toEqual([0, expect.stringContaining("  - Give carol the role admin.\n")]);
  });

  it("prints the same as JSON", () => {
    const [code, said] = why("root", "project:delete", "P3", "--json", "--field", "budget");
    expect([code, JSON.parse(said)]).toEqual([
      0,
      expect.objectContaining({ allowed: true, field: { name: "budget", access: "writable", by: "everything" } }),
    ]);
  });

  it("ends with 2 and one clear line when the question is wrong", () => {
    expect(why("nobody", "project:read")).toEqual([2, "There is nobody called nobody.\n"]);
    expect(why("bob", "project:fly")[0]).toBe(2);
    expect(why("bob")).toEqual([2, expect.stringMatching(/^Ask like this: npm run why -- bob project:update P1/)]);
    expect(why("bob", "project:read", "--fly")[0]).toBe(2);
  });
});
