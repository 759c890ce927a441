import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { pool } from "#app/db/client.server.ts";
import { call, idOf, P3, resetProjects } from "./projects.ts";

type Said = { grants?: [permission: string, ...conditions: object[]][]; budget?: string };

const onDrafts = { type: "field_match", field: "status", values: ["draft"] }; // Breakwater is active
const fromElsewhere = { type: "ip_range", ranges: ["192.0.2.0/24"] }; // and the tests are at home
const strictly = { ...fromElsewhere, strict: true };
const [yes, no] = ["seen everywhere", "seen nowhere"];
let erin: Browser;
let root: Browser;

beforeAll(async () => {
  [erin, root] = [await signedIn("erin"), await signedIn("root")];
  for (const browser of [erin, root]) await browser.visit("/dashboard"); // for the form token
});

beforeEach(resetProjects);

afterEach(async () => {
  await pool.query("delete from auth.roles where name like 'side %'");
  await pool.query("update auth.role_grants set conditions = '[]' where permission = 'project:read'");
});

/** Gives a person one role for each of these sides, which say different things. */
async function give(username: string, ...sides: Said[]): Promise<void> {
  for (const [n, { grants = [], budget }] of sides.entries()) {
    const made = "insert into auth.roles (id, name, created_at) values (gen_random_uuid(), $1, now()) returning id";
    const { id } = (await pool.query(made, [`side ${n}`])).rows[0];
    await pool.query("insert into auth.memberships (user_id, role_id) values ($1, $2)", [idOf(username), id]);
    for (const [permission, ...conditions] of grants)
      await pool.query(
        "insert into auth.role_grants (id, role_id, permission, conditions) values (gen_random_uuid(), $1, $2, $3)",
        [id, permission, JSON.stringify(conditions)],
      );
    if (budget)
      await pool.query(
        "insert into auth.field_access (role_id, model, field, access) values ($1, 'project', 'budget', $2)",
        [id, budget],
      );
  }
}

const share = (username: string) =>
  pool.query(
    "insert into auth.object_grants (id, permission, model, object_id, user_id, created_at) values (gen_random_uuid(), 'project:read', 'project', $1, $2, now())",
    [P3, idOf(username)],
  );

/** Whether somebody sees Breakwater, asked in four ways: its page, its JSON, and both lists, which the database filters. */
async function sight(browser: Browser): Promise<string> {
  const page = (await browser.visit(`/projects/${P3}`)).status === 200;
  const json = (await call(browser, "GET", `/api/projects/${P3}`)).status === 200;
  const list = (await (await browser.visit("/projects")).text()).includes(`/projects/${P3}`);
  const { items } = (await (await call(browser, "GET", "/api/projects")).json()) as { items: { id: string }[] };
  const answers = [page, json, list, items.some(({ id }) => id === P3)];
  if (answers.every(Boolean)) return yes;
  return answers.some(Boolean) ? `page, json, list, json list: ${answers.join()}` : no;
}

describe("rules that contradict each other", () => {
  it.each<[string, Said[], boolean, string]>([
    [
      "one role gives it, another only under a condition that fails",
      [{ grants: [["project:read", onDrafts]] }, { grants: [["project:read"]] }],
      false,
      yes,
    ],
    [
      "two grants of one role, of which one fails",
      [{ grants: [["project:read", fromElsewhere], ["project:read"]] }],
      false,
      yes,
    ],
    [
      "one role gives it, another does not know it",
      [{ grants: [["project:read"]] }, { grants: [["admin:why"]] }],
      false,
      yes,
    ],
    [
      "every role only under conditions that fail",
      [{ grants: [["project:read", onDrafts]] }, { grants: [["project:read", fromElsewhere]] }],
      false,
      no,
    ],
    [
      "conditions of one grant of which one fails",
      [{ grants: [["project:read", fromElsewhere, { type: "field_match", field: "status", values: ["active"] }]] }],
      false,
      no,
    ],
    ["no role gives it, the row is shared", [{ grants: [["project:read", onDrafts]] }], true, yes],
    ["a role gives it, the row is shared with nobody", [{ grants: [["project:read"]] }], false, yes],
    [
      "a strict condition fails, another role gives it",
      [{ grants: [["project:read", strictly]] }, { grants: [["project:read"]] }],
      false,
      yes,
    ],
    ["a strict condition fails, the row is shared", [{ grants: [["project:read", strictly]] }], true, yes],
    ["a strict condition fails, and nothing else gives it", [{ grants: [["project:read", strictly]] }], false, no],
  ])("AZ12 %s: the same on the page, in JSON and in both lists", async (_, sides, isShared, expected) => {
    await give("erin", ...sides);
    if (isShared) await share("erin");
    expect(await sight(erin)).toBe(expected);
  });

  it("AZ12 a superuser passes every rule but strict conditions, where no grant is without one; a share is a path of its own", async () => {
    await give("erin", { grants: [["project:read", strictly]] });
    expect(await sight(root)).toBe(yes); // viewers have it without conditions
    await pool.query("update auth.role_grants set conditions = $1 where permission = 'project:read'", [
      JSON.stringify([strictly]),
    ]);
    expect(await sight(root)).toBe(no);
    await share("root");
    expect(await sight(root)).toBe(yes);
  });

  it.each([
    [["hidden", "writable"], 250_000, 200],
    [["hidden", "readonly"], 250_000, 403],
    [["readonly", "hidden"], 250_000, 403],
    [["hidden", "hidden"], undefined, 403],
  ] as const)(
    "AZ12 FA-06 a field that roles call %j: the most permissive, alike in page, list and JSON",
    async (levels, budget, patched) => {
      const rights: Said["grants"] = [["project:read"], ["project:update"]];
      await give("erin", ...levels.map((level) => ({ grants: rights, budget: level })));
      const json = (await (await call(erin, "GET", `/api/projects/${P3}`)).json()) as { budget?: number };
      const { items } = (await (await call(erin, "GET", "/api/projects")).json()) as {
        items: { id: string; budget?: number }[];
      };
      expect([json.budget, items.find(({ id }) => id === P3)?.budget]).toEqual([budget, budget]);
      for (const page of [`/projects/${P3}.data`, "/projects.data"])
        expect((await (await erin.visit(page)).text()).includes("250000")).toBe(budget !== undefined);
      expect((await call(erin, "PATCH", `/api/projects/${P3}`, { budget: 1 })).status).toBe(patched);
    },
  );
});
