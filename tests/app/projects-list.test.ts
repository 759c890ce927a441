import { beforeEach, describe, expect, it } from "vitest";

import { openedFor } from "./opened.ts";
import { call, idOf, P1, P2, P3, P4, resetProjects, storedProject } from "./projects.ts";
import { pool } from "#app/db/client.server.ts";

type Listed = { items: { id: string }[]; nextCursor: string | null };

const list = async (name: string, query = ""): Promise<Listed> =>
  (await call(await openedFor(name), "GET", `/api/projects${query}`)).json();
const idsFor = async (name: string, query = "") => (await list(name, query)).items.map(({ id }) => id);

beforeEach(resetProjects);

describe("the list of projects", () => {
  it.each([
    ["root", [P1, P2, P3, P4]],
    ["alice", [P1, P2, P3, P4]],
    ["bob", [P1, P2, P3, P4]],
    ["carol", [P1, P2, P3, P4]],
    ["erin", [P1, P2]],
  ])("AZ22 OP-07 holds for %s just what they may read, on the page and in JSON", async (name, ids) => {
    expect(await idsFor(name)).toEqual(ids);
    const page = await (await (await openedFor(name)).visit("/projects")).text();
    expect([...page.matchAll(/href="\/projects\/([0-9a-f-]{36})"/g)].map(([, id]) => id)).toEqual(ids);
  });

  it("AZ22 pages, cursors and filters count only what they may read", async () => {
    const first = await list("erin", "?limit=1");
    expect(first).toMatchObject({ items: [{ id: P1 }], nextCursor: P1 });
    expect(await list("erin", `?limit=1&cursor=${P1}`)).toMatchObject({ items: [{ id: P2 }], nextCursor: null });
    expect(await list("erin", `?cursor=${P2}`)).toEqual({ items: [], nextCursor: null });
    expect(await idsFor("erin", "?status=active")).toEqual([P1]);
    expect(await idsFor("carol", "?status=active")).toEqual([P1, P3]);
    expect(await list("carol", "?limit=4")).toMatchObject({ nextCursor: null });
  });

  it("AZ22 a page of the list links to the next one, and keeps the filter", async () => {
    await pool.query(
      "insert into projects (id, name, status, budget, owner_id, created_at) select gen_random_uuid(), 'Pier ' || n, 'draft', 0, $1, now() from generate_series(1, 30) n",
      [idOf("bob")],
    );
    const carol = await openedFor("carol");
    const seen = new Set<string>();
    for (let target = "/projects?status=draft"; target;) {
      const page = await (await carol.visit(target)).text();
      for (const [, id] of page.matchAll(/href="\/projects\/([0-9a-f-]{36})"/g)) seen.add(id ?? "");
      const next = /href="(\/projects\?status=draft&amp;cursor=[0-9a-f-]{36})"/.exec(page)?.[1];
      target = next?.replace("&amp;", "&") ?? "";
    }
    expect(seen.size).toBe(31);
    expect(await (await (await openedFor("erin")).visit("/projects")).text()).not.toContain("Next page");
  });

  it("is empty for somebody who may read nothing, and says what to do next", async () => {
    await pool.query("delete from auth.object_grants");
    const page = await (await (await openedFor("erin")).visit("/projects")).text();
    expect(page).toContain("shares one with you");
    await pool.query("delete from projects");
    expect(await (await (await openedFor("bob")).visit("/projects")).text()).toContain("Start the first one");
  });
});

/** Runs `work` while another connection changes the project but has not finished; it does once `work` waits for it. */
async function whileChanging(statement: string, values: unknown[], work: () => Promise<Response>): Promise<Response> {
  const other = await pool.connect();
  try {
    await other.query("begin");
    await other.query(statement, values);
    const answer = work();
    await waitForWaiter();
    await other.query("commit");
    return await answer;
  } finally {
    other.release();
  }
}

async function waitForWaiter(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await pool.query(
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("nobody waited");
}

describe("a write that was allowed a moment ago", () => {
  const toAlice = "update projects set owner_id = $1 where id = $2";

  it.each([
    ["PATCH", { name: "Pier" }],
    ["PATCH", { status: "archived" }],
  ])("AZ15 loses to a change of the owner that comes in between: %s %j", async (method, json) => {
    const bob = await openedFor("bob");
    await bob.visit("/login");
    const answer = await whileChanging(toAlice, [idOf("alice"), P1], () =>
      call(bob, method, `/api/projects/${P1}`, json),
    );
    expect(answer.status).toBe(403);
    expect(await storedProject(P1)).toMatchObject({ name: "Lighthouse", status: "active", owner_id: idOf("alice") });
  });

  it.each(["archive", "share"])("AZ15 the same on the page: %s", async (intent) => {
    const bob = await openedFor("bob");
    await bob.visit("/login");
    const answer = await whileChanging(toAlice, [idOf("alice"), P1], () =>
      bob.submit(`/projects/${P1}`, { intent, person: "carol", permission: "project:update" }),
    );
    expect(answer.status).toBe(403);
    expect(await storedProject(P1)).toMatchObject({ status: "active" });
    const { rows } = await pool.query("select 1 from auth.object_grants where user_id = $1", [idOf("carol")]);
    expect(rows).toEqual([]);
  });

  it("AZ15 of two who delete at once, one is told that there is no such project", async () => {
    const [alice, root] = [await openedFor("alice"), await openedFor("root")];
    for (const one of [alice, root]) await one.visit("/login");
    const answer = await whileChanging("delete from projects where id = $1", [P3], () =>
      call(alice, "DELETE", `/api/projects/${P3}`),
    );
    expect([answer.status, (await call(root, "DELETE", `/api/projects/${P3}`)).status]).toEqual([404, 404]);
  });
});

describe("archiving and deleting", () => {
  const enter = async (name: string) => {
    const browser = await openedFor(name);
    await browser.visit("/login");
    return browser;
  };

  it("RU-03 takes the permission to archive, by whatever way the status is set", async () => {
    const bob = await enter("bob");
    expect((await call(bob, "PATCH", `/api/projects/${P2}`, { status: "archived" })).status).toBe(403);
    expect(
      (await bob.submit(`/projects/${P2}`, { intent: "update", name: "Harbour", status: "archived" })).status,
    ).toBe(403);
    expect(await storedProject(P2)).toMatchObject({ status: "draft" });
    expect((await call(bob, "PATCH", `/api/projects/${P1}`, { status: "archived" })).status).toBe(200);
    expect((await call(bob, "PATCH", `/api/projects/${P1}`, { status: "active" })).status).toBe(200);
    const kept = await call(await enter("carol"), "PATCH", `/api/projects/${P4}`, { status: "archived", name: "Pier" });
    expect(kept.status).toBe(200);
  });

  it("deletes once the name is typed; another name deletes nothing and the page says so", async () => {
    const alice = await enter("alice");
    const wrong = await alice.submit(`/projects/${P1}`, { intent: "delete", name: "lighthouse" });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("That is not its name.");
    const right = await alice.submit(`/projects/${P1}`, { intent: "delete", name: "Lighthouse" });
    expect([right.status, right.headers.get("Location")]).toEqual([303, "/projects?done=deleted"]);
    expect(await storedProject(P1)).toBeUndefined();
  });

  it("AU03 every change is a row in the audit log, and stands in the activity of whoever did it", async () => {
    const alice = await enter("alice");
    const { id } = await (await call(alice, "POST", "/api/projects", { name: "Pier" })).json();
    await call(alice, "PATCH", `/api/projects/${id}`, { name: "Quay" });
    await alice.submit(`/projects/${id}`, { intent: "archive" });
    await call(alice, "DELETE", `/api/projects/${id}`);
    const { rows } = await pool.query(
      "select event from auth.audit_events where details ->> 'projectId' = $1 order by sequence",
      [id],
    );
    expect(rows.map(({ event }) => event)).toEqual([
      "project.created",
      "project.changed",
      "project.archived",
      "project.deleted",
    ]);
    expect(await (await alice.visit("/settings/activity")).text()).toContain("Project archived");
  });
});
