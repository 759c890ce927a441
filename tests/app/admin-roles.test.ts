import { beforeEach, describe, expect, it } from "vitest";

import { signedIn } from "#tests/support/people.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { pool } from "#app/db/client.server.ts";
import { demoPeople } from "#app/db/demo-data.ts";
import { newRole, roleIdOf } from "./administrators.ts";

const idOf = (username: string) => demoPeople.find((person) => person.username === username)?.id ?? "";
const [viewer, editor, admin] = [await roleIdOf("viewer"), await roleIdOf("editor"), await roleIdOf("admin")];

const grantsOf = async (roleId: string) => {
  const { rows } = await pool.query(
    "select permission, conditions from auth.role_grants where role_id = $1 order by id",
    [roleId],
  );
  return rows as { permission: string; conditions: { type: string }[] }[];
};
const permissionsOf = async (browser: Browser) => {
  const answer = await browser.visit("/api/auth/me", { headers: { Accept: "application/json" } });
  return ((await answer.json()) as { permissions: string[] }).permissions;
};

/** Somebody whose one role may change roles and nothing else. */
async function signedInAsClerk(): Promise<{ browser: Browser; clerk: string }> {
  const { rows } = await pool.query(
    `insert into auth.roles (id, name, description, grants_all, created_at) values (gen_random_uuid(), 'clerk', '', false, now()) returning id`,
  );
  const clerk = (rows[0] as { id: string }).id;
  await pool.query(
    `insert into auth.role_grants (id, role_id, permission, conditions)
     select gen_random_uuid(), $1, unnest(array['admin:roles', 'admin:users']), '[]'`,
    [clerk],
  );
  await pool.query("insert into auth.memberships (user_id, role_id) values ($1, $2)", [idOf("erin"), clerk]);
  return { browser: await signedIn("erin"), clerk };
}

beforeEach(async () => {
  await pool.query("truncate auth.counters");
  await pool.query("delete from auth.roles where name not in ('viewer', 'editor', 'admin')");
});

describe("the roles of the place", () => {
  it("AZ25 are for those who may change them", async () => {
    const alice = await signedIn("alice");
    const page = await alice.visit(`/admin/roles/${editor}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("project:archive");
    for (const path of [
      "/admin/roles",
      `/admin/roles/${editor}`,
      "/admin/permissions",
      "/admin/grants",
      "/admin/fields",
    ]) {
      expect((await alice.visit(path)).status).toBe(200);
      expect((await (await signedIn("bob")).visit(path)).status).toBe(403);
      expect((await newBrowser().visit(path)).headers.get("Location")).toContain("/login");
    }
    expect((await alice.visit("/admin/roles/00000000-0000-7000-8002-000000000099")).status).toBe(404);
    expect((await alice.visit("/admin/roles/nonsense")).status).toBe(404);
  });

  it("RB-02 are made under a name of their own", async () => {
    const alice = await signedIn("alice");
    await alice.visit("/admin/roles");
    const made = await alice.submit("/admin/roles", { name: "auditor", description: "Reads along" });
    expect(made.headers.get("Location")).toMatch(/^\/admin\/roles\/[0-9a-f-]{36}$/);
    expect((await alice.submit("/admin/roles", { name: "auditor" })).status).toBe(409);
    expect((await alice.submit("/admin/roles", { name: "  " })).status).toBe(400);
  });
});

describe("a role that the code defines", () => {
  it("RB-15 is marked, and cannot be deleted while it stands there, unlike one that was made here", async () => {
    const [alice, auditor] = [await signedIn("alice"), await newRole("auditor")];
    const list = await (await alice.visit("/admin/roles")).text();
    expect(list.match(/in the code/g)).toHaveLength(3);
    expect(await (await alice.visit(`/admin/roles/${editor}`)).text()).toContain("app/roles.ts");
    expect(await (await alice.visit(`/admin/roles/${auditor}`)).text()).not.toContain("app/roles.ts");
    const remove = { kind: "delete-role", intent: "apply" };
    const refused = await alice.submit(`/admin/roles/${editor}`, remove);
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining("The code defines this role"),
    ]);
    expect((await alice.submit(`/admin/roles/${auditor}`, remove)).status).toBe(303);
    expect((await pool.query("select name from auth.roles order by name")).rows.map(({ name }) => name)).toEqual([
      "admin",
      "editor",
      "viewer",
    ]);
  });
});

/** What the audit log says of changes of the rules, newest first. */
async function changesWritten(): Promise<object[]> {
  const { rows } = await pool.query<{ details: object }>(
    "select details from auth.audit_events where event = 'role.changed' order by sequence desc",
  );
  return rows.map(({ details }) => details);
}

describe("a change of the rules", () => {
  it("says first who gains what, and is made when it is sent again", async () => {
    const [alice, bob] = [await signedIn("alice"), await signedIn("bob")];
    const change = { kind: "grant", permission: "project:delete" };
    await alice.visit(`/admin/roles/${editor}`);
    const looked = await alice.submit(`/admin/roles/${editor}`, change);
    expect(looked.status).toBe(200);
    const shown = await looked.text();
    expect(shown).toContain("It concerns one person");
    expect(shown).toMatch(/bob[\s\S]*gain[\s\S]*project:delete/);
    expect(await permissionsOf(bob)).not.toContain("project:delete");
    const made = await alice.submit(`/admin/roles/${editor}`, { ...change, intent: "apply" });
    expect(made.headers.get("Location")).toBe(`/admin/roles/${editor}?done=changed`);
    expect(await permissionsOf(bob)).toContain("project:delete");
    const written = await changesWritten();
    expect(written[0]).toMatchObject({
      kind: "grant",
      permission: "project:delete",
      people: 1,
      gained: "project:delete",
      lost: "",
    });
    await alice.submit(`/admin/roles/${editor}`, { ...change, intent: "apply" });
    expect(await changesWritten()).toEqual(written); // the same again changes nothing, and is no event
    const grant = (
      await pool.query("select id from auth.role_grants where role_id = $1 and permission = 'project:delete'", [editor])
    ).rows[0];
    await alice.submit(`/admin/roles/${editor}`, {
      kind: "ungrant",
      grantId: (grant as { id: string }).id,
      intent: "apply",
    });
    expect(await permissionsOf(bob)).not.toContain("project:delete");
  });

  it("says which addresses open and which close", async () => {
    const alice = await signedIn("alice");
    await alice.visit(`/admin/roles/${editor}`);
    const given = await (
      await alice.submit(`/admin/roles/${editor}`, { kind: "grant", permission: "admin:audit" })
    ).text();
    expect(given).toMatch(/Opens for them:[\s\S]{0,60}<code[^>]*>[^<]*GET \/admin\/audit/);
    expect(given).not.toContain("Closes for them:");
    const { rows } = await pool.query(
      "select id from auth.role_grants where role_id = $1 and permission = 'project:create'",
      [editor],
    );
    const take = { kind: "ungrant", grantId: (rows[0] as { id: string }).id };
    const taken = await (await alice.submit(`/admin/roles/${editor}`, take)).text();
    expect(taken).toMatch(/Closes for them:[\s\S]{0,60}<code[^>]*>[^<]*GET \/projects\/new/);
  });

  it("RU-01 RU-07 takes conditions from a form made from their schema, and refuses what cannot be read", async () => {
    const alice = await signedIn("alice");
    const page = await alice.visit(`/admin/roles/${viewer}?condition=time_window`);
    expect(await page.text()).toContain('name="condition.0.timezone"');
    const grant = { kind: "grant", permission: "project:create", intent: "apply", "condition.0": "time_window" };
    const hours = { "condition.0.startHour": "8", "condition.0.endHour": "18" };
    const refused = await alice.submit(`/admin/roles/${viewer}`, {
      ...grant,
      ...hours,
      "condition.0.timezone": "Mars/Olympus",
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("Not a time zone");
    await alice.submit(`/admin/roles/${viewer}`, { ...grant, ...hours, "condition.0.timezone": "Europe/Berlin" });
    expect(await grantsOf(viewer)).toContainEqual({
      permission: "project:create",
      conditions: [{ type: "time_window", startHour: 8, endHour: 18, timezone: "Europe/Berlin" }],
    });
    await pool.query("delete from auth.role_grants where role_id = $1 and permission = 'project:create'", [viewer]);
  });

  it("AZ08 AZ09 gives nothing that whoever makes it does not have, neither to others nor to their own role", async () => {
    const { browser, clerk } = await signedInAsClerk();
    await browser.visit(`/admin/roles/${clerk}`);
    const refused = async (fields: Record<string, string>) =>
      (await browser.submit(`/admin/roles/${clerk}`, { ...fields, intent: "apply" })).status;
    expect(await refused({ kind: "grant", permission: "project:delete" })).toBe(403);
    expect(await refused({ kind: "add-parent", parentId: admin })).toBe(403);
    expect(await refused({ kind: "grants-all", grantsAll: "true" })).toBe(403);
    expect(await refused({ kind: "field", model: "project", field: "budget", access: "writable" })).toBe(403);
    expect(await grantsOf(clerk)).toHaveLength(2);
    expect(await refused({ kind: "grant", permission: "admin:users" })).toBe(303);
  });

  it("AZ08 AZ09 not by way of a role with which something was shared, nor by one that gives everything", async () => {
    const { browser, clerk } = await signedInAsClerk();
    const { rows } = await pool.query(
      "insert into auth.roles (id, name, description, grants_all, created_at) values (gen_random_uuid(), 'auditors', '', false, now()) returning id",
    );
    const auditors = (rows[0] as { id: string }).id;
    await pool.query(
      "insert into auth.object_grants (id, permission, model, object_id, role_id, created_at) values (gen_random_uuid(), 'project:read', 'project', 'x', $1, now())",
      [auditors],
    );
    await browser.visit(`/admin/roles/${clerk}`);
    const inherit = { kind: "add-parent", parentId: auditors, intent: "apply" };
    expect((await browser.submit(`/admin/roles/${clerk}`, inherit)).status).toBe(403);
    await pool.query(
      "insert into auth.role_grants (id, role_id, permission, conditions) select gen_random_uuid(), $1, name, '[]' from auth.permissions on conflict do nothing",
      [clerk],
    );
    const everything = { kind: "grants-all", grantsAll: "true", intent: "apply" };
    expect((await browser.submit(`/admin/roles/${clerk}`, everything)).status).toBe(403);
  });

  it("AZ09 frees nobody of a strict condition who is bound by it", async () => {
    const { browser, clerk } = await signedInAsClerk();
    const strict = JSON.stringify([{ type: "ip_range", ranges: ["192.0.2.0/24"], strict: true }]);
    await pool.query("delete from auth.role_grants where permission = 'project:create'");
    const { rows } = await pool.query(
      "insert into auth.role_grants (id, role_id, permission, conditions) values (gen_random_uuid(), $1, 'project:create', $2) returning id",
      [clerk, strict],
    );
    await browser.visit(`/admin/roles/${clerk}`);
    const take = { kind: "ungrant", grantId: (rows[0] as { id: string }).id, intent: "apply" };
    expect((await browser.submit(`/admin/roles/${clerk}`, take)).status).toBe(403);
    const root = await signedIn("root");
    expect(await permissionsOf(root)).not.toContain("project:create");
    await root.visit(`/admin/roles/${clerk}`);
    expect((await root.submit(`/admin/roles/${clerk}`, take)).status).toBe(303);
    await pool.query(
      "insert into auth.role_grants (id, role_id, permission, conditions) values (gen_random_uuid(), $1, 'project:create', '[]')",
      [editor],
    );
  });

  it("AZ16 reaches no object that every other one inherits from, whatever a model or a field is called", async () => {
    const alice = await signedIn("alice");
    await alice.visit("/admin/fields");
    for (const name of ["__proto__", "constructor", "prototype"])
      for (const intent of ["look", "apply"])
        await alice.submit("/admin/fields", { roleId: viewer, model: name, field: "open", access: "writable", intent });
    expect((await newBrowser().visit("/admin/roles")).headers.get("Location")).toContain("/login");
    expect((await (await signedIn("carol")).visit("/admin/roles")).status).toBe(403);
    expect("open" in {}).toBe(false);
    await pool.query("delete from auth.field_access where model <> 'project'");
  });

  it("AZ15 counts what whoever makes it has by then, and not when their request began", async () => {
    const { browser, clerk } = await signedInAsClerk();
    await browser.visit(`/admin/roles/${clerk}`);
    const lock = await pool.connect();
    await lock.query("begin; select * from auth.access_version for update");
    const answer = browser.submit(`/admin/roles/${clerk}`, {
      kind: "grant",
      permission: "admin:users",
      intent: "apply",
    });
    await lock.query("delete from auth.memberships where role_id = $1", [clerk]);
    await expect
      .poll(async () => {
        const waiting =
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%access_version%'";
        return (await pool.query(waiting)).rows.length;
      })
      .toBeGreaterThan(0);
    await lock.query("commit");
    lock.release();
    expect((await answer).status).toBe(403);
  });

  it("AZ15 is made as it was seen: where somebody else changed the rules meanwhile, it is shown once more", async () => {
    const [alice, extras] = [await signedIn("alice"), await newRole("extras")];
    await alice.visit(`/admin/roles/${editor}`);
    const change = { kind: "add-parent", parentId: extras };
    const seen = async (answer: Response) => {
      const html = await answer.text();
      return { html, version: /name="version" value="(\d+)"/.exec(html)?.[1] ?? "" };
    };
    const first = await seen(await alice.submit(`/admin/roles/${editor}`, change));
    await pool.query(
      "insert into auth.role_grants (id, role_id, permission, conditions) values (gen_random_uuid(), $1, 'admin:audit', '[]')",
      [extras],
    );
    const apply = { ...change, intent: "apply" };
    const stale = await alice.submit(`/admin/roles/${editor}`, { ...apply, version: first.version });
    expect(stale.status).toBe(409);
    const { html, version } = await seen(stale);
    expect(html).toMatch(/changed since you looked[\s\S]*bob[\s\S]*admin:audit/);
    expect(await permissionsOf(await signedIn("bob"))).not.toContain("admin:audit");
    expect((await alice.submit(`/admin/roles/${editor}`, { ...apply, version })).status).toBe(303);
    expect(await permissionsOf(await signedIn("bob"))).toContain("admin:audit");
  });

  it("RB-09 AZ10 closes no circle", async () => {
    const root = await signedIn("root");
    await root.visit(`/admin/roles/${viewer}`);
    const circle = { kind: "add-parent", parentId: admin };
    const looked = await root.submit(`/admin/roles/${viewer}`, circle);
    expect([looked.status, await looked.text()]).toEqual([409, expect.stringContaining("close a circle")]);
    expect((await root.submit(`/admin/roles/${viewer}`, { ...circle, intent: "apply" })).status).toBe(409);
  });

  it("Z-17 leaves somebody who may change roles, whatever is taken away", async () => {
    const alice = await signedIn("alice");
    await alice.visit(`/admin/roles/${admin}`);
    await pool.query("update auth.users set is_active = false where username = 'root'");
    try {
      const deleted = await alice.submit(`/admin/roles/${admin}`, { kind: "delete-role", intent: "apply" });
      expect([deleted.status, await deleted.text()]).toEqual([409, expect.stringContaining("leave nobody who may")]);
      const grant = await pool.query(
        "select id from auth.role_grants where role_id = $1 and permission = 'admin:roles'",
        [admin],
      );
      const take = { kind: "ungrant", grantId: (grant.rows[0] as { id: string }).id };
      expect((await alice.submit(`/admin/roles/${admin}`, { ...take, intent: "apply" })).status).toBe(409);
      expect((await alice.visit("/admin/roles")).status).toBe(200);
    } finally {
      await pool.query("update auth.users set is_active = true where username = 'root'");
    }
  });

  it("Z-17 AZ09 leaves somebody, and frees nobody, however an id is spelled", async () => {
    const alice = await signedIn("alice");
    await alice.visit(`/admin/roles/${admin}`);
    const { rows } = await pool.query(
      "select id from auth.role_grants where role_id = $1 and permission = 'admin:roles'",
      [admin],
    );
    const spelledOtherwise = (rows[0] as { id: string }).id.toUpperCase();
    await pool.query("update auth.users set is_active = false where username = 'root'");
    try {
      const take = { kind: "ungrant", grantId: spelledOtherwise, intent: "apply" };
      expect((await alice.submit(`/admin/roles/${admin}`, take)).status).toBe(400);
      expect((await alice.visit("/admin/roles")).status).toBe(200);
    } finally {
      await pool.query("update auth.users set is_active = true where username = 'root'");
    }
  });

  it("FA-01 sets what a role may do with a field, seen first, in force at the next request", async () => {
    const alice = await signedIn("alice");
    await alice.visit("/admin/fields");
    const change = { roleId: viewer, model: "project", field: "budget", access: "readonly" };
    const shown = await (await alice.submit("/admin/fields", change)).text();
    expect(shown).toMatch(/carol[\s\S]*project\.budget: readonly/);
    expect((await alice.submit("/admin/fields", { ...change, intent: "apply" })).status).toBe(303);
    const stored = "select access from auth.field_access where role_id = $1 and field = 'budget'";
    expect((await pool.query(stored, [viewer])).rows).toEqual([{ access: "readonly" }]);
    await alice.submit("/admin/fields", { ...change, access: "hidden", intent: "apply" });
  });

  it("refuses what no form of ours sends", async () => {
    const alice = await signedIn("alice");
    await alice.visit(`/admin/roles/${editor}`);
    const odd: Record<string, string>[] = [
      {},
      { kind: "grant", permission: "project:fly" },
      { kind: "add-parent", parentId: "x" },
    ];
    for (const fields of odd)
      expect((await alice.submit(`/admin/roles/${editor}`, { ...fields, intent: "apply" })).status).toBe(400);
  });
});

describe("what is shared", () => {
  it("OP-01 OP-02 is listed for administrators, who can take it back at once", async () => {
    const alice = await signedIn("alice");
    const page = await (await alice.visit("/admin/grants")).text();
    expect(page).toContain("Harbour");
    expect(page).toContain("erin");
    const mine = "select id from auth.object_grants where user_id = $1 and permission = 'project:update'";
    const { rows } = await pool.query(mine, [idOf("erin")]);
    await alice.submit("/admin/grants", { id: (rows[0] as { id: string }).id });
    expect((await pool.query(mine, [idOf("erin")])).rows).toEqual([]);
  });
});
