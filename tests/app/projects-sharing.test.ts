import { beforeEach, describe, expect, it } from "vitest";

import type { Browser } from "#tests/support/browser.ts";
import { addUnverified, openedFor } from "./opened.ts";
import { call, idOf, P1, P2, P3, P4, resetProjects } from "./projects.ts";
import { pool } from "#app/db/client.server.ts";

const enter = async (name: string) => {
  const browser = await openedFor(name);
  await browser.visit("/login"); // for the form token
  return browser;
};
const share = (browser: Browser, id: string, form: Record<string, string>) =>
  browser.submit(`/projects/${id}`, { intent: "share", permission: "project:read", ...form });
const grants = async (id: string) =>
  (
    await pool.query(
      `select g.permission, coalesce(u.username, r.name) as holder from auth.object_grants g left join auth.users u on u.id = g.user_id
       left join auth.roles r on r.id = g.role_id where g.object_id = $1 order by 2, 1`,
      [id],
    )
  ).rows.map(({ permission, holder }) => `${holder} ${permission}`);

beforeEach(resetProjects);

describe("sharing a project", () => {
  it("OP-01 lets a person in at their next request, and taking it back shuts them out at the next", async () => {
    const [alice, erin] = [await enter("alice"), await enter("erin")];
    const seen = async () => (await erin.visit(`/projects/${P3}`)).status;
    expect(await seen()).toBe(404);
    const answer = await share(alice, P3, { person: "ERIN" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, `/projects/${P3}?done=shared`]);
    expect(await seen()).toBe(200);
    expect((await erin.submit(`/projects/${P3}`, { intent: "update", name: "Pier" })).status).toBe(403);
    await alice.submit(`/projects/${P3}`, { intent: "unshare", holderId: idOf("erin") });
    expect(await seen()).toBe(404);
  });

  it("OP-01 to change it is to see it too, and both are taken back at once", async () => {
    const [alice, erin] = [await enter("alice"), await enter("erin")];
    await share(alice, P3, { person: "erin@example.com", permission: "project:update" });
    expect(await grants(P3)).toEqual(["erin project:read", "erin project:update"]);
    expect((await call(erin, "PATCH", `/api/projects/${P3}`, { name: "Pier" })).status).toBe(200);
    await alice.submit(`/projects/${P3}`, { intent: "unshare", holderId: idOf("erin") });
    expect(await grants(P3)).toEqual([]);
    expect((await call(erin, "PATCH", `/api/projects/${P3}`, { name: "Quay" })).status).toBe(404);
  });

  it("AZ08 passes on nothing that somebody holds at this hour or from this address only, least of all to themselves", async () => {
    const erin = await enter("erin");
    const role = (
      await pool.query(
        "insert into auth.roles (id, name, description, grants_all, created_at) values (gen_random_uuid(), 'visitors', '', false, now()) returning id",
      )
    ).rows[0].id;
    const anywhere = JSON.stringify([{ type: "ip_range", ranges: ["0.0.0.0/0", "::/0"] }]);
    await pool.query(
      `insert into auth.role_grants (id, role_id, permission, conditions)
       select gen_random_uuid(), $1, unnest(array['project:read', 'project:update']), $2`,
      [role, anywhere],
    );
    await pool.query("insert into auth.memberships (user_id, role_id) values ($1, $2)", [idOf("erin"), role]);
    expect((await erin.visit(`/projects/${P3}`)).status).toBe(200);
    expect((await share(erin, P3, { person: "carol", permission: "project:update" })).status).toBe(403);
    expect((await share(await enter("alice"), P3, { person: "alice" })).status).toBe(400);
    expect(await grants(P3)).toEqual([]);
    await pool.query("delete from auth.roles where id = $1", [role]);
  });

  it("AZ08 AZ09 passes on nothing that somebody holds while it is a draft only: neither to others nor to a role of their own", async () => {
    const [bob, shared] = [await enter("bob"), await grants(P2)];
    expect((await call(bob, "PATCH", `/api/projects/${P2}`, { name: "Harbour wall" })).status).toBe(200);
    for (const [kind, name] of [
      ["person", "carol"],
      ["role", "editor"],
    ] as const)
      expect((await share(bob, P2, { [kind]: name, permission: "project:update" })).status).toBe(403);
    expect(await grants(P2)).toEqual(shared);
    await call(await enter("alice"), "PATCH", `/api/projects/${P2}`, { status: "active" });
    expect((await call(bob, "PATCH", `/api/projects/${P2}`, { name: "Bob's" })).status).toBe(403);
  });

  it("OP-02 with a role reaches those who have it, by inheritance too; of P4 every viewer may change the name, and no more", async () => {
    const carol = await enter("carol");
    expect((await call(carol, "PATCH", `/api/projects/${P4}`, { name: "Pier" })).status).toBe(200);
    const alice = await enter("alice");
    await alice.submit(`/projects/${P4}`, {
      intent: "unshare",
      holderId: (await pool.query("select id from auth.roles where name = 'viewer'")).rows[0].id,
    });
    expect((await call(carol, "PATCH", `/api/projects/${P4}`, { name: "Quay" })).status).toBe(403);
    await share(alice, P3, { role: "viewer", permission: "project:update" });
    expect((await call(await enter("bob"), "PATCH", `/api/projects/${P3}`, { name: "Quay" })).status).toBe(200);
  });

  it("AZ08 is for those who may change it, and gives only what they hold", async () => {
    expect((await share(await enter("carol"), P1, { person: "erin" })).status).toBe(403);
    expect((await share(await enter("bob"), P3, { person: "erin" })).status).toBe(403);
    expect((await share(await enter("erin"), P3, { person: "erin" })).status).toBe(404);
    for (const permission of ["project:delete", "project:archive", "admin:users", "", "constructor"])
      expect((await share(await enter("bob"), P1, { person: "carol", permission })).status).toBe(400);
    expect(await grants(P1)).toEqual(["erin project:read"]);
    expect((await share(await enter("erin"), P2, { person: "carol", permission: "project:update" })).status).toBe(303);
  });

  it("AZ08 names only roles that one has; administrators name any", async () => {
    expect((await share(await enter("bob"), P1, { role: "admin" })).status).toBe(400);
    expect((await share(await enter("erin"), P2, { role: "viewer" })).status).toBe(400);
    expect((await share(await enter("bob"), P1, { role: "viewer" })).status).toBe(303);
    expect((await share(await enter("alice"), P1, { role: "admin" })).status).toBe(303);
    const page = async (name: string) => (await (await openedFor(name)).visit(`/projects/${P2}`)).text();
    expect((await page("erin")).includes('name="role"')).toBe(false);
    expect((await page("bob")).includes('value="admin"')).toBe(false);
    expect((await page("root")).includes('value="admin"')).toBe(true);
  });

  it("says when nobody has a user name, and nothing about who has an address", async () => {
    const alice = await enter("alice");
    await addUnverified("una");
    const none = await share(alice, P3, { person: "nobody-at-all" });
    expect(none.status).toBe(400);
    expect(await none.text()).toContain("Nobody here has that username.");
    const places = await Promise.all(
      ["erin@example.com", "nobody@example.com", "una@example.com"].map(async (person) => {
        const { status, headers } = await share(alice, P3, { person });
        return [status, headers.get("Location")];
      }),
    );
    expect(new Set(places.map(String)).size).toBe(1);
    expect(await grants(P3)).toEqual(["erin project:read"]);
  });

  it("shows with whom, to those who may change it and to nobody else", async () => {
    const page = async (name: string) => (await (await openedFor(name)).visit(`/projects/${P1}`)).text();
    expect(await page("bob")).toContain("Erin Guest");
    expect(await page("carol")).not.toContain("Erin Guest");
  });

  it("OP-01 leads whoever takes it back from themselves to the list, as the page is no longer theirs", async () => {
    const erin = await enter("erin");
    const answer = await erin.submit(`/projects/${P2}`, { intent: "unshare", holderId: idOf("erin") });
    expect(answer.headers.get("Location")).toBe("/projects?done=left");
    expect((await erin.visit(`/projects/${P2}`)).status).toBe(404);
  });

  it("AZ03 takes nothing back from another project", async () => {
    await (await enter("bob")).submit(`/projects/${P4}`, { intent: "unshare", holderId: idOf("erin") });
    expect(await grants(P1)).toEqual(["erin project:read"]);
  });

  it("OP-06 ends with the project: whoever gets its id again finds nothing left", async () => {
    expect((await call(await enter("alice"), "DELETE", `/api/projects/${P2}`)).status).toBe(204);
    expect(await grants(P2)).toEqual([]);
  });

  it("AU03 is in the audit log, given and taken, with the ids", async () => {
    const alice = await enter("alice");
    await share(alice, P3, { person: "erin" });
    await alice.submit(`/projects/${P3}`, { intent: "unshare", holderId: idOf("erin") });
    const { rows } = await pool.query(
      "select event, actor_id, target_id, details from auth.audit_events where event like 'object.%' order by sequence desc limit 2",
    );
    expect(rows.map(({ event }) => event)).toEqual(["object.unshared", "object.shared"]);
    expect(rows[0]).toMatchObject({ actor_id: idOf("alice"), target_id: idOf("erin"), details: { objectId: P3 } });
  });
});
