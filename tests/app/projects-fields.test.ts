import { beforeEach, describe, expect, it } from "vitest";

import { openedFor } from "./opened.ts";
import { call, idOf, P1, P2, P3, P4, resetProjects, storedProject } from "./projects.ts";
import { pool } from "#app/db/client.server.ts";

type Username = "root" | "alice" | "bob" | "carol" | "erin";

const enter = async (name: Username) => {
  const browser = await openedFor(name);
  await browser.visit("/login"); // for the form token
  return browser;
};
const inJson = async (name: Username, id: string) =>
  (await call(await openedFor(name), "GET", `/api/projects/${id}`)).json();

beforeEach(resetProjects);

describe("the budget of a project", () => {
  it("FA-01 FA-03 C-20 is there for admins, editors and superusers; hidden from viewers, and from people without a role, as the model is closed", async () => {
    const seen = await Promise.all(
      (["root", "alice", "bob", "carol", "erin"] as const).map((name) => inJson(name, P1)),
    );
    expect(seen.map((project) => "budget" in project)).toEqual([true, true, true, false, false]);
    expect(seen[0]).toEqual({
      id: P1,
      name: "Lighthouse",
      status: "active",
      budget: 120_000,
      ownerId: idOf("bob"),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it("FA-03 AZ04 stands in no list, page or data of somebody it is hidden from", async () => {
    for (const name of ["carol", "erin"] as const) {
      const browser = await openedFor(name);
      for (const target of [
        "/projects",
        "/projects.data",
        "/api/projects",
        `/projects/${P1}`,
        `/projects/${P1}.data`,
      ]) {
        const body = await (await browser.visit(target)).text();
        expect(body, target).toContain("Lighthouse");
        expect(body.match(/120[.,]?000|"budget"/), target).toBeNull();
      }
    }
    expect(await (await (await openedFor("bob")).visit("/projects")).text()).toContain("120,000");
  });

  it("AZ04 is nothing to sort or filter by, nor is any other field: those who may not see it would learn it so", async () => {
    const carol = await openedFor("carol");
    for (const query of [
      "sort=budget",
      "sort=-budget",
      "budget=120000",
      "budget[gt]=1",
      "filter=budget",
      "fields=budget",
      "include=owner",
      "order=name",
      "limit=101",
      "limit=0",
      "limit=x",
      "cursor=x",
      "status=gone",
      "status=draft&status=active",
    ])
      expect((await call(carol, "GET", `/api/projects?${query}`)).status, query).toBe(400);
    const plain = await (await carol.visit("/projects.data?_routes=routes/projects/list")).text();
    expect(
      await (await carol.visit("/projects.data?_routes=routes/projects/list&sort=budget&budget=120000")).text(),
    ).toBe(plain);
  });

  it("FA-04 FA-07 is written by admins, and refused to everybody else by name, with all the rest that was sent", async () => {
    expect((await call(await enter("alice"), "PATCH", `/api/projects/${P1}`, { budget: 5 })).status).toBe(200);
    expect(await storedProject(P1)).toMatchObject({ budget: 5 });
    for (const [name, id] of [
      ["bob", P1],
      ["carol", P4],
      ["erin", P2],
    ] as const) {
      const before = await storedProject(id);
      const browser = await enter(name);
      const answer = await call(browser, "PATCH", `/api/projects/${id}`, { name: "Pier", budget: before.budget });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: "FIELD_FORBIDDEN", missing: ["budget"] });
      expect((await browser.submit(`/projects/${id}`, { intent: "update", name: "Pier", budget: "7" })).status).toBe(
        403,
      );
      expect(await storedProject(id)).toEqual(before);
    }
    const { rows } = await pool.query("select 1 from auth.audit_events where reason = 'field'");
    expect(rows.length).toBeGreaterThanOrEqual(6);
  });

  it("FA-04 may not be set at the start by those who may not write it, and is 0 then", async () => {
    const bob = await enter("bob");
    expect((await call(bob, "POST", "/api/projects", { name: "Pier", budget: 1 })).status).toBe(403);
    expect((await bob.submit("/projects", { name: "Pier", budget: "1" })).status).toBe(403);
    const started = await (await call(bob, "POST", "/api/projects", { name: "Pier" })).json();
    expect(started).toMatchObject({ name: "Pier", status: "draft", budget: 0, ownerId: idOf("bob") });
  });

  it("FA-03 has a field in the form only for those who may write it; an editor reads it beside the form", async () => {
    const page = async (name: Username) => (await (await openedFor(name)).visit(`/projects/${P2}`)).text();
    const [alice, bob, erin] = [await page("alice"), await page("bob"), await page("erin")];
    expect([alice, bob, erin].map((text) => text.includes('name="budget"'))).toEqual([true, false, false]);
    expect([alice, bob, erin].map((text) => text.includes("80,000"))).toEqual([true, true, false]);
    expect(bob).toContain("but not change it");
  });

  it("FA-05 is the only guarded field: erin, about whom no rule says anything, changes the name and the status of P2", async () => {
    const answer = await call(await enter("erin"), "PATCH", `/api/projects/${P2}`, { name: "Pier", status: "active" });
    expect(answer.status).toBe(200);
    expect(await storedProject(P2)).toMatchObject({ name: "Pier", status: "active", budget: 80_000 });
  });

  it("FA-06 of several roles the most permissive counts", async () => {
    await pool.query(
      "insert into auth.memberships (user_id, role_id) select $1, id from auth.roles where name = 'admin'",
      [idOf("carol")],
    );
    expect(await inJson("carol", P1)).toMatchObject({ budget: 120_000 });
    await pool.query(
      "delete from auth.memberships where user_id = $1 and role_id = (select id from auth.roles where name = 'admin')",
      [idOf("carol")],
    );
    expect(await inJson("carol", P1)).not.toHaveProperty("budget");
  });
});

const privileges = [
  "id",
  "ownerId",
  "owner_id",
  "createdAt",
  "isSuperuser",
  "is_superuser",
  "roles",
  "permissions",
  "passwordHash",
  "project.ownerId",
  "__proto__",
];

describe("fields that are not on offer", () => {
  it.each(privileges)("Z-06 AZ05 AZ06 %s is refused and nothing is changed, in JSON and in a form", async (field) => {
    const alice = await enter("alice");
    const body = JSON.parse(`{ "name": "Pier", "${field}": "${idOf("alice")}" }`);
    const before = await pool.query("select * from projects order by id");
    const answers = [
      await call(alice, "PATCH", `/api/projects/${P1}`, body),
      await call(alice, "POST", "/api/projects", body),
      await alice.submit(`/projects/${P1}`, { intent: "update", ...body }),
      await alice.submit("/projects", body),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await answers[0]?.json()).toMatchObject({
      code: "VALIDATION_FAILED",
      errors: [{ field, message: expect.any(String) }],
    });
    expect((await pool.query("select * from projects order by id")).rows).toEqual(before.rows);
  });

  it("Z-06 AZ05 a field that comes twice is refused as well", async () => {
    const alice = await enter("alice");
    const form = new URLSearchParams({
      csrf: alice.cookies.get("__Host-XSRF-TOKEN") ?? "",
      intent: "update",
      name: "Pier",
    });
    form.append("name", "Quay");
    const answer = await alice.visit(`/projects/${P1}`, { form, headers: { Origin: "https://app.example.test" } });
    expect(answer.status).toBe(400);
    expect(await storedProject(P1)).toMatchObject({ name: "Lighthouse" });
  });
});

describe("what stands in the fields", () => {
  it.each([
    ["name", ""],
    ["name", "   "],
    ["name", "x".repeat(121)],
    ["name", "two\nlines"],
    ["name", 7],
    ["name", null],
    ["status", "gone"],
    ["status", ["draft"]],
    ["budget", -1],
    ["budget", 1_000_000_001],
    ["name", "Ferry \u202Eyrref"],
    ["budget", 1.5],
    ["budget", "5"],
    ["budget", null],
  ])("is checked: %s may not be %j", async (field, value) => {
    const alice = await enter("alice");
    const answer = await call(alice, "PATCH", `/api/projects/${P3}`, { [field]: value });
    expect(answer.status).toBe(400);
    expect((await answer.json()).errors).toEqual([{ field, message: expect.stringMatching(/\.$/) }]);
    expect((await call(alice, "POST", "/api/projects", { name: "Pier", [field]: value })).status).toBe(400);
  });

  it("comes back in the form with what is wrong with it", async () => {
    const alice = await enter("alice");
    for (const [page, intent] of [
      ["/projects", {}],
      [`/projects/${P1}`, { intent: "update" }],
    ] as const) {
      const answer = await alice.submit(page, { ...intent, name: "", status: "active", budget: "1e3" });
      expect(answer.status).toBe(400);
      const shown = await answer.text();
      expect(shown).toContain("Give it a name");
      expect(shown).toContain("Write a whole number");
      expect(shown).toContain('value="1e3"');
    }
  });

  it("a new one is not archived; what is not sent stays as it was", async () => {
    const alice = await enter("alice");
    expect((await call(alice, "POST", "/api/projects", { name: "Pier", status: "archived" })).status).toBe(400);
    const changed = await call(alice, "PATCH", `/api/projects/${P1}`, { name: " Pier " });
    expect(await changed.json()).toMatchObject({
      name: "Pier",
      status: "active",
      budget: 120_000,
      ownerId: idOf("bob"),
    });
    expect((await call(alice, "PATCH", `/api/projects/${P1}`, {})).status).toBe(200);
  });

  it("answers 201 with the place of the new one, and a form leads there", async () => {
    const alice = await enter("alice");
    const made = await call(alice, "POST", "/api/projects", { name: "Pier", status: "active", budget: 3 });
    const { id } = await made.json();
    expect([made.status, made.headers.get("Location")]).toEqual([201, `/api/projects/${id}`]);
    const posted = await alice.submit("/projects", { name: "Quay", status: "draft", budget: "12" });
    expect(posted.status).toBe(303);
    const place = posted.headers.get("Location") ?? "";
    expect(place).toMatch(/^\/projects\/[0-9a-f-]{36}\?done=created$/);
    expect(await (await alice.visit(place)).text()).toContain("Your project is started.");
  });
});
