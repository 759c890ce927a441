import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { travel } from "#tests/support/travel.ts";
import { eraseDueAccounts } from "#app/auth/erase-accounts.server.ts";
import { findUser } from "#app/auth/users.server.ts";
import { days, fromNow, minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { crown, eventsAbout, helperWith, idOf, newRole, plainPerson, roleIdOf } from "./administrators.ts";
import { openedFor } from "./opened.ts";

let alice: Browser;
let root: Browser;
let people = 0;

beforeAll(async () => {
  [alice, root] = [await openedFor("alice"), await openedFor("root")];
});
beforeEach(() => pool.query("truncate auth.counters"));

const somebody = () => plainPerson(`somebody${(people += 1)}`);
const pageOf = (id: string) => `/admin/users/${id}`;
const act = async (by: Browser, id: string, intent: string, fields: Record<string, string> = {}) => {
  const answer = await by.submit(pageOf(id), { intent, ...fields });
  return answer.status === 303 ? (answer.headers.get("Location")?.split("?")[1] ?? "") : answer.status;
};
const may = async (browser: Browser, target: string) => (await browser.visit(target)).status;

describe("a person's page", () => {
  it("says who somebody is, what they were given, what that brings along, and where they are signed in", async () => {
    await openedFor("bob");
    const page = await (await alice.visit(pageOf(await idOf("bob")))).text();
    for (const words of ["Bob Editor", "bob@example.com", "Through these also", "viewer", "From 203.0.113.9"])
      expect(page.replaceAll("<!-- -->", "")).toContain(words);
    expect(page).not.toMatch(/argon2|authHash|passwordHash/);
  });

  it("UM-14 is not there for somebody who is not", async () => {
    for (const id of ["00000000-0000-7000-8001-000000000099", "bob", "%25", "'--"]) {
      expect((await alice.visit(pageOf(id))).status, id).toBeGreaterThanOrEqual(400);
      if (/^\w/.test(id)) expect((await alice.visit(pageOf(id))).status).toBe(404);
    }
    expect(await act(alice, "00000000-0000-7000-8001-000000000099", "disable")).toBe(404);
    expect(await act(alice, await idOf("bob"), "no such thing")).toBe(400);
  });

  it("AZ25 gives ordinary people nothing, and does nothing for them", async () => {
    const { id } = await somebody();
    for (const name of ["bob", "carol", "erin"]) {
      const browser = await openedFor(name);
      for (const target of ["/admin", "/admin/users", "/admin/users/invite", pageOf(id), "/admin/sessions"])
        for (const way of [target, `${target}.data`]) expect(await may(browser, way), `${name} ${way}`).toBe(403);
      expect(await act(browser, id, "disable")).toBe(403);
      expect(await (await browser.visit("/dashboard")).text()).not.toContain('href="/admin"');
    }
    expect(await act(newBrowser(), id, "disable")).toContain("redirectTo=");
    expect(await findUser(id)).toMatchObject({ isActive: true });
  });

  it("shows the way in to everybody who may open one of the pages, and to nobody else", async () => {
    expect(await (await alice.visit("/dashboard")).text()).toContain('href="/admin"');
    const guardian = await helperWith("guardian", ["admin:sessions"]);
    expect(await (await guardian.visit("/dashboard")).text()).toContain('href="/admin"');
    expect(await may(guardian, "/admin")).toBe(200);
    expect(await may(guardian, "/admin/users")).toBe(403);
    const reader = await helperWith("reader", ["project:read"]);
    expect(await may(reader, "/admin")).toBe(403);
    expect(await (await reader.visit("/dashboard")).text()).not.toContain('href="/admin"');
  });

  it("tells sessions and activity only to those who may see them elsewhere too", async () => {
    const helper = await helperWith("helper", ["admin:users"]);
    const page = await (await helper.visit(`${pageOf(await idOf("bob"))}.data`)).text();
    expect(page).toContain("bob@example.com");
    expect(page).not.toContain("203.0.113.9");
    expect(page).not.toContain("lastSeenAt");
  });

  it("SE21 asks first who is there when signing in was long ago, and changes nothing until then", async () => {
    const { id } = await somebody();
    const stale = await openedFor("alice");
    await stale.visit("/dashboard");
    await pool.query("update auth.sessions set authenticated_at = $1 where user_id = $2", [
      fromNow(-minutes(11)),
      await idOf("alice"),
    ]);
    expect((await stale.submit(pageOf(id), { intent: "disable" })).headers.get("Location")).toMatch(
      /^\/confirm\?form=/,
    );
    expect(await findUser(id)).toMatchObject({ isActive: true });
    await pool.query("update auth.sessions set authenticated_at = $1", [fromNow(0)]);
  });
});

describe("disabling and enabling", () => {
  it("UM-10 SE08 ends every session at the next request, keeps the person out, and lets them in again", async () => {
    const { id, browser } = await somebody();
    expect(await may(browser, "/dashboard")).toBe(200);
    expect(await act(alice, id, "disable")).toBe("done=disable");
    expect(await may(browser, "/dashboard")).toBe(303);
    expect(await act(alice, id, "disable")).toBe("done=disable");
    expect(await act(alice, id, "enable")).toBe("done=enable");
    expect(await may(browser, "/dashboard")).toBe(303);
    expect(await eventsAbout(id)).toEqual(["person.enabled done", "person.disabled done"]);
  });

  it("UM-16 Z-17 is not done to oneself, nor to the last superuser who can sign in", async () => {
    expect(await act(alice, await idOf("alice"), "disable")).toBe(409);
    expect(await act(alice, await idOf("alice"), "delete")).toBe(409);
    expect(await act(root, await idOf("root"), "disable")).toBe(409);
    expect(await act(root, await idOf("root"), "superuser-off")).toBe(409);
    expect(await findUser(await idOf("root"))).toMatchObject({ isActive: true, isSuperuser: true });
    expect((await eventsAbout(await idOf("alice")))[0]).toBe("access.refused refused yourself");
  });

  it("UM-16 Z-17 is not done to the last superuser, however their id is spelled", async () => {
    const { id, browser } = await somebody();
    await pool.query("update auth.users set is_superuser = (id = $1)", [id]);
    try {
      await browser.visit("/admin/users");
      expect(await act(browser, id.toUpperCase(), "superuser-off")).toBe(404);
      expect(await findUser(id)).toMatchObject({ isSuperuser: true });
    } finally {
      await crown("root");
      await pool.query("update auth.users set is_superuser = false where id = $1", [id]);
    }
  });

  it("UM-16 Z-17 two superusers who remove each other at once leave one", async () => {
    const other = await plainPerson("second-root");
    await crown("second-root");
    await other.browser.visit("/dashboard");
    await root.visit("/dashboard");
    const rootId = await idOf("root");
    const outcomes = await Promise.all([
      act(root, other.id, "superuser-off"),
      act(other.browser, rootId, "superuser-off"),
    ]);
    const { rows } = await pool.query("select id from auth.users where is_superuser and is_active");
    expect(rows).toHaveLength(1);
    expect(outcomes.toSorted()).toEqual([409, "done=superuser-off"]);
    await crown("root");
    await pool.query("update auth.users set is_superuser = false where id = $1", [other.id]);
  });
});

describe("deleting", () => {
  it("UM-16 shuts the account at once, tells by mail, and erases it when its days are over", async () => {
    const { id, browser } = await somebody();
    expect(await act(alice, id, "delete")).toBe("done=delete");
    expect(await may(browser, "/dashboard")).toBe(303);
    const user = await findUser(id);
    expect(user).toMatchObject({ isActive: false });
    expect((await mailsTo(user?.email ?? ""))[0]?.kind).toBe("account-closed");
    expect(await (await alice.visit(pageOf(id))).text()).toContain("being deleted");
    travel(days(15));
    await eraseDueAccounts();
    expect(await findUser(id)).toBeNull();
  });

  it("is taken back by enabling", async () => {
    const { id } = await somebody();
    await act(alice, id, "delete");
    expect(await act(alice, id, "enable")).toBe("done=enable");
    expect(await findUser(id)).toMatchObject({ isActive: true, erasedAfter: null });
  });
});

describe("roles", () => {
  it("AZ13 hold at the next request, given and taken", async () => {
    const { id, browser } = await somebody();
    const editor = await roleIdOf("editor");
    expect(await may(browser, "/projects/new")).toBe(403);
    expect(await act(alice, id, "give-role", { role: editor })).toBe("done=give-role");
    expect(await may(browser, "/projects/new")).toBe(200);
    expect(await act(alice, id, "take-role", { role: editor })).toBe("done=take-role");
    expect(await may(browser, "/projects/new")).toBe(403);
    expect(await eventsAbout(id)).toEqual(["membership.removed done", "membership.added done"]);
  });

  it("AZ08 AZ09 are given and taken only by those who hold all of it: not even to themselves", async () => {
    const helper = await helperWith("deputy", ["admin:users", "project:read"]);
    const { id } = await somebody();
    const [admin, viewer] = [await roleIdOf("admin"), await newRole("reader", ["project:read"])];
    for (const whom of [id, await idOf("deputy")])
      expect(await act(helper, whom, "give-role", { role: admin })).toBe(403);
    expect(await act(helper, await idOf("alice"), "take-role", { role: admin })).toBe(403);
    expect(await act(helper, id, "give-role", { role: viewer })).toBe("done=give-role");
    expect(await act(helper, id, "give-role", { role: "nothing" })).toBe(400);
    expect((await helper.visit("/admin/roles")).status).toBeGreaterThanOrEqual(403);
    const page = await (await helper.visit(pageOf(id))).text();
    expect(page).not.toContain(admin);
  });

  it("AZ08 one that grants everything, or with which more was shared, only by a superuser", async () => {
    const { id } = await somebody();
    const [all, shared] = [await newRole("everything", [], true), await newRole("friends")];
    await pool.query(
      "insert into auth.object_grants (id, permission, model, object_id, role_id, created_at) values (gen_random_uuid(), 'project:delete', 'project', 'x', $1, now())",
      [shared],
    );
    const helper = await helperWith("clerk", ["admin:users"]);
    for (const by of [alice, helper]) expect(await act(by, id, "give-role", { role: all })).toBe(403);
    expect(await act(helper, id, "give-role", { role: shared })).toBe(403);
    expect(await act(alice, id, "give-role", { role: shared })).toBe("done=give-role");
    expect(await act(root, id, "give-role", { role: all })).toBe("done=give-role");
  });
});

describe("flags", () => {
  it("AZ07 superuser is given and taken by superusers only, and a superuser is touched by no other", async () => {
    const { id } = await somebody();
    expect(await act(alice, id, "superuser-on")).toBe(403);
    expect(await act(root, id, "superuser-on")).toBe("done=superuser-on");
    const rename = { username: "x-root", firstName: "", lastName: "" };
    const tries: [string, Record<string, string>?][] = [
      ["disable"],
      ["delete"],
      ["superuser-off"],
      ["staff-on"],
      ["send-reset"],
      ["rename", rename],
      ["set-attribute", { name: "a", value: "b" }],
      ["give-role", { role: await roleIdOf("viewer") }],
    ];
    for (const [intent, fields] of tries) expect(await act(alice, id, intent, fields), intent).toBe(403);
    const ending = { intent: "end-all", user: id };
    expect((await alice.submit("/admin/sessions", ending)).status).toBe(403);
    const page = await (await alice.visit(pageOf(id))).text();
    expect(page).toContain("Only another superuser may change their account.");
    expect(page).not.toContain("Disable the account");
    expect((await eventsAbout(id))[0]).toBe("access.refused refused superuser");
    expect(await act(root, id, "superuser-off")).toBe("done=superuser-off");
  });

  it("AZ08 staff is made by staff", async () => {
    const { id } = await somebody();
    const helper = await helperWith("porter", ["admin:users"]);
    expect(await act(helper, id, "staff-on")).toBe(403);
    expect(await act(helper, await idOf("porter"), "staff-on")).toBe(403);
    expect(await act(alice, id, "staff-on")).toBe("done=staff-on");
    expect(await findUser(id)).toMatchObject({ isStaff: true });
  });
});

describe("names, attributes and passwords", () => {
  it("are changed under the rules of one's own profile, and flaws stand beside their fields", async () => {
    const { id } = await somebody();
    expect(await act(alice, id, "rename", { username: "nora", firstName: "Nora", lastName: "Quist" })).toBe(
      "done=rename",
    );
    expect(await findUser(id)).toMatchObject({ canonicalUsername: "nora", firstName: "Nora" });
    const taken = await alice.submit(pageOf(id), { intent: "rename", username: "BOB", firstName: "", lastName: "" });
    expect([taken.status, await taken.text()]).toEqual([
      409,
      expect.stringContaining("Somebody else has this username"),
    ]);
    expect(await act(alice, id, "rename", { username: "a@b", firstName: "", lastName: "" })).toBe(400);
  });

  it("attributes are set and removed within bounds, and nobody's own but a superuser's", async () => {
    const { id } = await somebody();
    const set = (name: string, value: string, by = alice, whom = id) => act(by, whom, "set-attribute", { name, value });
    expect(await set("department", "harbour")).toBe("done=set-attribute");
    expect(await findUser(id)).toMatchObject({ attributes: { department: "harbour" } });
    const bad = [["Department", "x"], ["__proto__", "x"], ["a b", "x"], ["a", ""], ["a", "x".repeat(201)], ["a", "x\ny"], ["a".repeat(42), "x"]]; // prettier-ignore
    for (const [name = "", value = ""] of bad) expect(await set(name, value), name).toBe(400);
    expect(await set("constructor", "text")).toBe("done=set-attribute");
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`a${i}`, "x"]));
    await pool.query("update auth.users set attributes = $1 where id = $2", [many, id]);
    expect(await set("one", "more")).toBe(400);
    expect(await set("a7", "another")).toBe("done=set-attribute");
    expect(await act(alice, id, "remove-attribute", { name: "a8" })).toBe("done=remove-attribute");
    expect(await set("level", "9", alice, await idOf("alice"))).toBe(409);
    expect(await set("level", "9", root, await idOf("root"))).toBe("done=set-attribute");
  });

  it("a link for a new password is sent five times in an hour, and not into a disabled account", async () => {
    const { id } = await somebody();
    const outcomes: (string | number)[] = [];
    for (let i = 0; i < 6; i += 1) outcomes.push(await act(alice, id, "send-reset"));
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "done=send-reset"), 429]);
    await act(alice, id, "disable");
    expect(await act(alice, id, "send-reset")).toBe(409);
  });
});
