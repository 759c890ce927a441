import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { now } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { helperWith, plainPerson } from "./administrators.ts";
import { openedFor } from "./opened.ts";

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

const page = "/admin";
const main = async (browser: Browser) => {
  const html = await (await browser.visit(page)).text();
  return html.slice(html.indexOf("<main"), html.indexOf("</main")).replaceAll("<!-- -->", "");
};
const wordsOf = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

/** What the row of today says in the table below the picture. */
function todayIn(html: string): number[] {
  const day = now().toISOString().slice(0, 10);
  const [, row = ""] = html.split(`<time dateTime="${day}">`);
  return [...row.split("</tr>")[0]!.matchAll(/<td[^>]*>(\d+)</g)].map(([, count]) => Number(count));
}

describe("the administrators' overview", () => {
  it("counts today's sign-ins and refusals, in the picture as in the table", async () => {
    const alice = await openedFor("alice");
    const [done = 0, refused = 0] = todayIn(await main(alice));
    await signedIn("bob");
    await signedIn("carol");
    await newBrowser().submit("/login", { identifier: "carol", password: "not her pass phrase" });
    const html = await main(alice);
    expect(todayIn(html)).toEqual([done + 2, refused + 1]);
    expect(html).toContain(`: ${done + 2} succeeded, ${refused + 1} refused</title>`);
    expect(html.match(/<title>/g)).toHaveLength(30);
  });

  it("says how many people there are, shut and unverified ones apart, each a link to those", async () => {
    const { rows } = await pool.query(
      `select count(*)::int as all, (count(*) filter (where not is_active))::int as disabled,
        (count(*) filter (where email_verified_at is null))::int as unverified from auth.users`,
    );
    const html = await main(await openedFor("alice"));
    expect(wordsOf(html)).toContain(
      `People ${rows[0].all} ${rows[0].disabled} disabled ${rows[0].unverified} not verified`,
    );
    for (const [link, answer] of [
      ["/admin/users?state=disabled", "dave@example.com"],
      ["/admin/users?state=unverified", "Users"],
      ["/admin/sessions", "Sessions"],
      ["/admin/roles", "viewer"],
      ["/admin/audit?event=access.refused", "Audit"],
      ["/admin/audit?reason=locked", "Audit"],
    ] as const) {
      expect(html).toContain(`href="${link}"`);
      expect(await (await (await openedFor("alice")).visit(link)).text()).toContain(answer);
    }
  });

  it("counts the sessions that are open, the refusals of a day, and accounts locked out", async () => {
    const alice = await openedFor("alice");
    const tally = async (before: string, after = "") =>
      Number(new RegExp(`${before} (\\d+) ${after}`).exec(wordsOf(await main(alice)))?.[1]);
    const [sessions, refusals] = [await tally("Sessions open now"), await tally("Refusals in 24 hours")];
    const erin = await openedFor("erin");
    expect((await erin.visit("/projects/new")).status).toBe(403);
    expect(await tally("Sessions open now")).toBe(sessions + 1);
    expect(await tally("Refusals in 24 hours")).toBe(refusals + 1);
    for (let tries = 0; tries < 11; tries += 1)
      await newBrowser().submit("/login", { identifier: "mallory", password: `guess ${tries} of mallory` });
    expect(wordsOf(await main(alice))).toContain(`Refusals in 24 hours ${refusals + 1} 1 account locked`);
    expect(await (await alice.visit("/admin/audit?reason=locked")).text()).toContain("Sign-in");
  });

  it("tells of mail that was given up", async () => {
    await pool.query(
      "insert into auth.mails (id, kind, due_at, dead_at, created_at) values (gen_random_uuid(), 'test', now(), now(), now())",
    );
    expect(wordsOf(await main(await openedFor("alice")))).toContain("1 mail given up");
    await pool.query("delete from auth.mails where kind = 'test'");
    expect(wordsOf(await main(await openedFor("alice")))).toContain("No mail given up");
  });

  it("shows the latest changes to people and what they may do, by whom and to whom, and no sign-ins among them", async () => {
    const { id } = await plainPerson("nils");
    const alice = await signedIn("alice");
    await alice.visit(`/admin/users/${id}`);
    await alice.submit(`/admin/users/${id}`, { intent: "disable" });
    const [, latest = ""] = (await main(alice)).split("Latest changes");
    expect(wordsOf(latest)).toMatch(/Account disabled By alice, to nils/);
    expect(latest).not.toContain("Sign-in");
  });

  it("has words where nobody has signed in for so long", async () => {
    const alice = await openedFor("alice");
    await pool.query("alter table auth.audit_events rename to audit_events_kept");
    await pool.query("create table auth.audit_events (like auth.audit_events_kept including all)");
    try {
      expect(wordsOf(await main(alice))).toMatch(/No sign-ins yet .* Nothing has been changed yet/);
    } finally {
      await pool.query("drop table auth.audit_events");
      await pool.query("alter table auth.audit_events_kept rename to audit_events");
    }
  });

  it("stands first in the menu, and is the current page at its own address only", async () => {
    const alice = await openedFor("alice");
    for (const [target, current] of [
      ["/admin", "Overview"],
      ["/admin/users", "Users"],
    ] as const) {
      const html = await (await alice.visit(target)).text();
      const menu = html.slice(html.indexOf('aria-label="Administration"'));
      expect(menu.indexOf("Overview")).toBeLessThan(menu.indexOf("Users"));
      const marked = [...menu.split("</nav>")[0]!.matchAll(/aria-current="page"[^>]*>([^<]*)</g)];
      expect(marked.map(([, name]) => name)).toEqual([current]);
    }
  });
});

describe("who may see the overview, and what of it", () => {
  const parts = {
    "admin:users": "not verified",
    "admin:sessions": "Sessions open now",
    "admin:roles": "/admin/roles",
    "admin:audit": "Latest changes",
  } as const;
  const all = Object.keys(parts) as (keyof typeof parts)[];

  it.each(all)("AZ25 shows somebody with %s the part about that and no other, nor its data", async (permission) => {
    const helper = await helperWith(permission.replace(":", "-"), [permission]);
    const html = await main(helper);
    expect(all.filter((one) => html.includes(parts[one]))).toEqual([permission]);
    const data = await (await helper.visit("/admin.data?_routes=routes/admin/index")).text();
    const names = {
      "admin:users": "unverified",
      "admin:sessions": null,
      "admin:roles": null,
      "admin:audit": "signIns",
    };
    for (const one of all.filter((each) => each !== permission)) if (names[one]) expect(data).not.toContain(names[one]);
  });

  it("tells somebody who may only ask why that there is nothing to count", async () => {
    const helper = await helperWith("asker", ["admin:why"]);
    expect(wordsOf(await main(helper))).toContain("Nothing to count here");
  });

  it("AZ25 AZ02 refuses everybody else, whichever way they ask, and tells them nothing", async () => {
    for (const who of ["bob", "carol", "erin"])
      for (const target of [page, `${page}.data`, `${page}.data?_routes=routes/admin/index`]) {
        const answer = await (await openedFor(who)).visit(target);
        expect([who, target, answer.status]).toEqual([who, target, 403]);
        expect(await answer.text()).not.toMatch(/signIns|Latest changes|unverified/);
      }
    expect((await newBrowser().visit(page)).headers.get("Location")).toBe("/login?redirectTo=%2Fadmin");
  });
});
