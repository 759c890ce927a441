import { describe, expect, it } from "vitest";

import { openedFor } from "./opened.ts";
import { pool } from "#app/db/client.server.ts";

/** Puts something in the place of a table that cannot be read while `work` runs: it fails as a database that gives up does. */
async function unreadable<T>(table: string, work: () => Promise<T>): Promise<T> {
  const [schema, name] = table.split(".");
  await pool.query(`alter table ${schema}.${name} rename to ${name}_kept`);
  await pool.query(`
    create function public.give_up() returns setof ${schema}.${name}_kept language plpgsql as
      $$ begin raise exception 'canceling statement due to statement timeout' using errcode = '57014'; end $$;
    create view ${schema}.${name} as select * from public.give_up()`);
  try {
    return await work();
  } finally {
    await pool.query(`drop view ${schema}.${name}; drop function public.give_up()`);
    await pool.query(`alter table ${schema}.${name}_kept rename to ${name}`);
  }
}

/** Lists that read a table which their frame does not need (people and sessions it does), and the menu that stands around each. */
const lists: [path: string, table: string, menu: string][] = [
  ["/admin", "auth.mails", "Administration"],
  ["/admin/users/invite", "auth.invitations", "Administration"],
  ["/admin/grants", "auth.object_grants", "Administration"],
  ["/admin/audit", "auth.audit_events", "Administration"],
  ["/projects", "public.projects", "Main"],
  ["/settings/activity", "auth.audit_events", "Settings"],
];

describe("a list that the database cannot give", () => {
  it.each(lists)(
    "FA02 ER-08 %s stays within its frame, names the request and offers to try again",
    async (path, table, menu) => {
      const alice = await openedFor("alice");
      const answer = await unreadable(table, () => alice.visit(path));
      const html = (await answer.text()).replaceAll("<!-- -->", "");
      expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
      expect(html).toContain(`aria-label="${menu}"`);
      expect(html).toContain(">Gatehouse is not available right now</h1>");
      expect(html).toContain("<title>Gatehouse is not available right now · Gatehouse</title>");
      expect(html).toContain(answer.headers.get("X-Request-Id"));
      expect(html).toMatch(new RegExp(`href="${path}"[^>]*>Try again<`));
      expect(html).not.toMatch(/57014|statement timeout|_kept/);
      expect((await alice.visit(path)).status).toBe(200);
    },
  );

  it("FA02 stands in the frame's place where the frame itself cannot be made", async () => {
    const alice = await openedFor("alice");
    const answer = await unreadable("auth.sessions", () => alice.visit("/admin/sessions"));
    const html = await answer.text();
    expect(answer.status).toBe(503);
    expect(html).toContain("Try again");
    expect(html).toContain(answer.headers.get("X-Request-Id"));
    expect(html).not.toContain('aria-label="Administration"');
  });
});

describe("a page that is refused", () => {
  it("AZ25 has no menu of administrators around it for somebody who is none", async () => {
    const html = await (await (await openedFor("bob")).visit("/admin/users")).text();
    expect(html).toContain("You may not open this page");
    expect(html).not.toContain('aria-label="Administration"');
  });
});
