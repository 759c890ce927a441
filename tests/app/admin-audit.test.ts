import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { pool } from "#app/db/client.server.ts";
import { demoPeople } from "#app/db/demo-data.ts";
import { helperWith } from "./administrators.ts";

const idOf = (username: string) => demoPeople.find((person) => person.username === username)?.id ?? "";
const wordsOf = async (answer: Response) => (await answer.text()).replace(/<[^>]*>/g, " ");

beforeEach(() => pool.query("truncate auth.counters"));

describe("the audit log", () => {
  it("AZ25 is read by those who may, as a page and as a file", async () => {
    for (const path of ["/admin/audit", "/admin/audit/export.csv"]) {
      expect((await (await signedIn("alice")).visit(path)).status).toBe(200);
      expect((await (await signedIn("bob")).visit(path)).status).toBe(403);
      expect((await newBrowser().visit(path)).headers.get("Location")).toContain("/login");
    }
  });

  it("is searched by person, event, outcome and request, and says so in its address", async () => {
    const alice = await signedIn("alice");
    await signedIn("bob");
    await newBrowser().submit("/login", { identifier: "carol", password: "not her pass phrase" });
    const found = async (search: string) => wordsOf(await alice.visit(`/admin/audit?${search}`));
    expect(await found("person=bob&event=sign-in")).toMatch(/Sign-in[\s\S]*bob/);
    expect(await found(`person=${idOf("bob")}`)).toContain("bob");
    expect(await found("person=carol&outcome=refused")).toContain("wrong-password");
    expect(await found("person=carol&outcome=refused&event=sign-out")).toContain("Nothing found");
    expect(await found("person=nobody-at-all")).toContain("Nothing found");
    const { rows } = await pool.query(
      "select request_id from auth.audit_events where reason = 'wrong-password' limit 1",
    );
    expect(await found(`request=${(rows[0] as { request_id: string }).request_id}`)).toContain("wrong-password");
  });

  it.each([
    "before=abc",
    "before=999999999999999",
    "event=%00",
    "outcome=x",
    "person=%27%3B--",
    "reason=constructor",
    `person=${"x".repeat(1_000)}`,
  ])("AZ33 AZ24 takes %.40s for nothing that was meant", async (search) => {
    expect((await (await signedIn("alice")).visit(`/admin/audit?${search}`)).status).toBe(200);
  });

  it("leads from a refusal to its why, for those who may ask, and from nothing else", async () => {
    const no = await (await signedIn("erin")).visit("/projects/new");
    const why = `/admin/why?request=${no.headers.get("X-Request-Id")}`;
    const log = await (await signedIn("alice")).visit("/admin/audit?event=access.refused");
    expect(await log.text()).toContain(`href="${why}"`);
    expect(await (await (await signedIn("alice")).visit(why)).text()).toContain("erin was refused");
    const signIns = await (await signedIn("alice")).visit("/admin/audit?event=sign-in");
    expect(await signIns.text()).not.toContain("/admin/why?request");
    const auditor = await helperWith("audrey", ["admin:audit"]);
    const hers = await (await auditor.visit("/admin/audit?event=access.refused")).text();
    expect(hers).toContain("Refused");
    expect(hers).not.toContain("/admin/why");
  });

  it("is reached from a person's page, narrowed to that person, by those who may read it", async () => {
    const page = `/admin/users/${idOf("carol")}`;
    const html = await (await (await signedIn("alice")).visit(page)).text();
    expect(html).toContain('href="/admin/audit?person=carol"');
    const helper = await helperWith("hugo", ["admin:users"]);
    const shown = await helper.visit(page);
    expect([shown.status, (await shown.text()).includes("/admin/audit")]).toEqual([200, false]);
  });

  it("is searched by the reason of a refusal", async () => {
    const alice = await signedIn("alice");
    await newBrowser().submit("/login", { identifier: "carol", password: "not her pass phrase" });
    expect(await wordsOf(await alice.visit("/admin/audit?reason=wrong-password"))).toMatch(/Sign-in[\s\S]*Refused/);
    expect(await wordsOf(await alice.visit("/admin/audit?reason=csrf"))).toContain("Nothing found");
  });

  it("goes back page by page to the first event, each once", async () => {
    await pool.query(
      `insert into auth.audit_events (id, at, event, outcome) select gen_random_uuid(), now(), 'step-up', 'done' from generate_series(1, 120)`,
    );
    const alice = await signedIn("alice");
    const seen: number[] = [];
    let address: string | undefined = "/admin/audit?event=step-up";
    while (address) {
      const data: string = await (await alice.visit(address)).text();
      seen.push((data.match(/<th scope="row"/g) ?? []).length);
      address = /href="(\/admin\/audit\?[^"]*before=[^"]*)"/.exec(data)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(seen.slice(0, 2)).toEqual([50, 50]);
    const { rows } = await pool.query("select count(*)::int as events from auth.audit_events where event = 'step-up'");
    expect(seen.reduce((sum, one) => sum + one, 0)).toBe((rows[0] as { events: number }).events);
  });

  it("is exported as it was searched, and no cell of it is a formula", async () => {
    const alice = await signedIn("alice");
    await pool.query("update auth.users set username = '=HYPERLINK(1)' where username = 'erin'");
    await pool.query(
      "insert into auth.audit_events (id, at, event, outcome, actor_id) values (gen_random_uuid(), now(), 'sign-out', 'done', $1)",
      [idOf("erin")],
    );
    const file = await alice.visit("/admin/audit/export.csv?event=sign-out");
    expect(file.headers.get("Content-Disposition")).toContain("gatehouse-audit.csv");
    const lines = (await file.text()).trim().split("\r\n");
    expect(lines[0]).toBe("number,at,event,outcome,reason,actor,target,request,address,details");
    expect(lines[1]).toMatch(/^\d+,[^,]+,sign-out,done,,'=HYPERLINK\(1\),/);
    expect(lines.slice(1).every((line) => line.includes(",sign-out,"))).toBe(true);
    await pool.query("update auth.users set username = 'erin' where username = '=HYPERLINK(1)'");
  });
});
