import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { openedFor } from "./opened.ts";
import { call, P1, P2, P3, P4, resetProjects } from "./projects.ts";
import { pool } from "#app/db/client.server.ts";

/**
 * Who may do what to which project: read, update, archive, delete. Own or draft lets bob change P1, P2 and P4; shares let erin read P1, read
 * and update P2, and every viewer update P4. A dot: they are told that there is no such project. A line: nobody who may sign in.
 */
const table = `
           P1    P2    P3    P4
root       ruad  ruad  ruad  ruad
alice      ruad  ruad  ruad  ruad
bob        rua   ru    r     rua
carol      r     r     r     ru
erin       r     ru    .     .
dave       -     -     -     -
nobody     -     -     -     -
`;

const ids = [P1, P2, P3, P4];
const verdicts = table
  .trim()
  .split("\n")
  .slice(1)
  .flatMap((line) => {
    const [name = "", ...cells] = line.trim().split(/\s+/);
    return cells.map((may, index) => ({ name, project: `P${index + 1}`, id: ids[index] ?? "", may }));
  });

const browsers = new Map<string, Browser>();

beforeAll(async () => {
  for (const name of new Set(verdicts.map((one) => one.name))) {
    const browser = name === "nobody" ? newBrowser() : await openedFor(name);
    await browser.visit("/login"); // for the form token
    browsers.set(name, browser);
  }
});

beforeEach(resetProjects);

const browserOf = (name: string) => browsers.get(name) ?? newBrowser();
const statusFor = (may: string, letter: string, done: number, signIn: number) => {
  if (may === "-") return signIn;
  if (may === ".") return 404;
  return may.includes(letter) ? done : 403;
};

describe("a project", () => {
  it.each(verdicts)("RU-03 RU-06 OP-04 AZ03 on its page is to $name, $project: $may", async ({ name, id, may }) => {
    const browser = browserOf(name);
    const page = `/projects/${id}`;
    const read = await browser.visit(page);
    const data = await browser.visit(`${page}.data`);
    const posted = async (intent: string) => (await browser.submit(page, { intent })).status;
    const wanted = (letter: string) => statusFor(may, letter, 303, 303);
    expect([read.status, data.status]).toEqual([statusFor(may, "r", 200, 303), statusFor(may, "r", 200, 401)]);
    expect([await posted("update"), await posted("archive"), await posted("delete")]).toEqual(
      ["u", "a", "d"].map(wanted),
    );
  });

  it.each(verdicts)("RU-03 RU-06 OP-04 AZ03 in JSON is to $name, $project: $may", async ({ name, id, may }) => {
    const browser = browserOf(name);
    const asked = async (method: string, json?: unknown) =>
      (await call(browser, method, `/api/projects/${id}`, json)).status;
    expect([await asked("GET"), await asked("PATCH", { name: "Pier" }), await asked("DELETE")]).toEqual([
      statusFor(may, "r", 200, 401),
      statusFor(may, "u", 200, 401),
      statusFor(may, "d", 204, 401),
    ]);
  });

  it.each(verdicts.filter(({ may }) => may !== "-" && may !== "."))(
    "OP-04 shows $name just the forms that $project takes from them: $may",
    async ({ name, id, may }) => {
      const page = await (await browserOf(name).visit(`/projects/${id}`)).text();
      const shown = [...page.matchAll(/name="intent" value="(\w+)"/g)].map(([, intent]) => intent);
      expect(shown.includes("update")).toBe(may.includes("u"));
      expect(shown.includes("share")).toBe(may.includes("u"));
      expect(shown.includes("archive")).toBe(may.includes("a") && id !== P4); // which is archived already
      expect(shown.includes("delete")).toBe(may.includes("d"));
    },
  );

  it("AZ03 that may not be read looks just like one that does not exist, for every method and to the letter", async () => {
    const erin = browserOf("erin");
    const missing = "00000000-0000-7000-8003-000000000999";
    const shape = async (id: string, method: string, json?: unknown) => {
      const answer = await call(erin, method, `/api/projects/${id}`, json);
      const { transaction_id: _, timestamp: __, instance: ___, ...body } = await answer.json();
      return { status: answer.status, ...body };
    };
    for (const [method, json] of [["GET"], ["PATCH", { name: "Pier" }], ["DELETE"], ["PUT", {}]] as const)
      expect(await shape(P3, method, json)).toEqual(await shape(missing, method, json));
    const words = async (id: string) =>
      (await (await erin.visit(`/projects/${id}`)).text()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}|nonce="[^"]*"/g, "");
    expect((await words(P3)).length).toBe((await words(missing)).length);
    for (const id of ["1", "%00", "new%2F..", `${P3}x`])
      expect([400, 404]).toContain((await call(erin, "GET", `/api/projects/${id}`)).status);
  });

  it("ER-02 says in JSON what is missing, and in the audit log what was asked for", async () => {
    const answer = await call(browserOf("carol"), "PATCH", `/api/projects/${P1}`, { name: "Pier" });
    expect(await answer.json()).toMatchObject({ status: 403, code: "FORBIDDEN", missing: ["project:update"] });
    const { rows } = await pool.query(
      "select details from auth.audit_events where event = 'access.refused' and reason = 'permission' order by sequence desc limit 1",
    );
    expect(rows[0]?.details).toMatchObject({ permission: "project:update", model: "project", objectId: P1 });
  });

  it("takes no other method and no other intent", async () => {
    const alice = browserOf("alice");
    const put = await call(alice, "PUT", `/api/projects/${P1}`, { name: "Pier" });
    expect([put.status, put.headers.get("Allow")]).toEqual([405, "GET, HEAD, PATCH, DELETE"]);
    for (const method of ["PUT", "PATCH", "DELETE"])
      expect((await call(alice, method, "/api/projects", { name: "Pier" })).status).toBe(405);
    for (const intent of ["", "read", "constructor", "__proto__"])
      expect((await alice.submit(`/projects/${P1}`, { intent })).status).toBe(400);
  });

  it("CS01 is not changed without the token, in a form or in JSON", async () => {
    const alice = browserOf("alice");
    expect((await alice.submit(`/projects/${P1}`, { intent: "delete", csrf: "" })).status).toBe(403);
    const answer = await alice.visit(`/api/projects/${P1}`, {
      method: "DELETE",
      headers: { Origin: "https://app.example.test" },
    });
    expect([answer.status, (await answer.json()).code]).toEqual([403, "CSRF_FAILED"]);
  });
});

describe("starting a project", () => {
  it.each([
    ["root", 201],
    ["alice", 201],
    ["bob", 201],
    ["carol", 403],
    ["erin", 403],
    ["nobody", 401],
  ])("GD-03 is to %s %i, on the page and in JSON alike", async (name, status) => {
    const browser = browserOf(name);
    expect((await call(browser, "POST", "/api/projects", { name: "Pier" })).status).toBe(status);
    expect((await browser.submit("/projects", { name: "Pier" })).status).toBe(status === 403 ? 403 : 303);
    expect((await browser.visit("/projects/new")).status).toBe({ 201: 200, 403: 403, 401: 303 }[status]);
    const list = await (await browser.visit("/projects")).text();
    expect(list.includes('href="/projects/new"')).toBe(status === 201);
  });
});
