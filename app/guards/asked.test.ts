import { describe, expect, it } from "vitest";

import { anonymous, type Principal } from "../access/principal.ts";
import { askedUnder } from "./asked.server.ts";
import { describePolicy } from "./policy-text.ts";
import { findContradiction, type Policy } from "./policy.ts";

const person = (...permissions: string[]) =>
  ({ isAuthenticated: true, pending: null, scopes: null, permissions }) as unknown as Principal;

const policy: Policy = { each: { POST: "project:create", start: "project:create", stop: "project:delete" } };

async function asked(principal: Principal, { method = "POST", intent }: { method?: string; intent?: string }) {
  const path = intent === undefined ? "api/projects" : "projects";
  const request = new Request(`https://app.example.test/${path}`, { method });
  const form = new FormData();
  if (intent !== undefined) form.set("intent", intent);
  const outcome = await askedUnder(policy, { principal, request, row: undefined, form, place: { methods: null } });
  if (!outcome) return null;
  return "asked" in outcome ? outcome.asked : outcome.refusal.status;
}

describe("a policy that tells apart what is asked for", () => {
  it("takes the permission of the intent on a page, and of the method on /api", async () => {
    const bob = person("project:create");
    expect([await asked(bob, { intent: "start" }), await asked(bob, {})]).toEqual(["start", "POST"]);
    expect([await asked(bob, { intent: "stop" }), await asked(person(), {})]).toEqual([403, 403]);
    expect(await asked(anonymous, { intent: "start" })).toBe(403);
  });

  it("refuses what it does not name, also where every object has something by that name", async () => {
    const bob = person("project:create");
    for (const intent of ["", "START", "constructor", "__proto__"]) expect(await asked(bob, { intent })).toBe(400);
    for (const method of ["PUT", "PATCH", "DELETE"]) expect(await asked(bob, { method })).toBe(405);
  });

  it("is named in the table of exposure, and has to name something", () => {
    expect(describePolicy({ each: { PATCH: "project:update", DELETE: "project:delete" } })).toBe(
      "PATCH: can project:update, DELETE: can project:delete",
    );
    expect(findContradiction(policy)).toBeNull();
    expect(findContradiction({ each: {} })).toBe("keys that ask for nothing: each");
    // @ts-expect-error -- no such permission
    expect(findContradiction({ each: { POST: "project:everything" } } satisfies Policy)).toBeNull();
  });
});
