import { readFileSync } from "node:fs";

import { beforeEach, describe, expect, it } from "vitest";

import { binds, directory, directoryPassword, enter, newBrowser, searches } from "./visit.ts";
import { travel } from "#tests/support/travel.ts";
import { seconds } from "#app/clock.ts";

const { demoPassword, signedIn } = await import("#tests/support/people.ts");
const { createUser } = await import("#app/auth/users.server.ts");
const { db, pool } = await import("#app/db/client.server.ts");

const { reject } = JSON.parse(readFileSync("tests/attacks/data/ldap-usernames.json", "utf8")) as { reject: string[] };
const ofPeople = () => binds().filter((dn) => dn.startsWith("uid="));
const lastResult = async () =>
  (await pool.query("select reason, detail from auth.connection_results order by id desc limit 1")).rows[0];

beforeEach(async () => {
  travel(seconds(40 * ++number)); // a directory that was down is asked again
  await pool.query("truncate auth.counters, auth.lockouts");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where username in ('nina', 'oscar')");
});
let number = 0;

describe("what is typed", () => {
  it.each(["", " ", "   ", "\t", "\0"])(
    "LD-02 LD01 a password that is nothing (%j) never reaches the directory",
    async (password) => {
      directory.faults.add("password-trap");
      const answer = await newBrowser().submit("/login", { identifier: "nina", password });
      expect([400, 401]).toContain(answer.status);
      expect(directory.heard).toEqual([]);
    },
  );

  it.each(reject)("LD02 LD03 Z-04 the name %j is nobody's, and no part of a filter", async (name) => {
    const answer = await newBrowser().submit("/login", { identifier: name, password: directoryPassword });
    expect([400, 401]).toContain(answer.status);
    for (const filter of searches()) expect(filter).toMatchObject({ type: "equals", attribute: "uid" });
    expect(ofPeople()).toEqual([]);
  });

  it("LD05 the same person by another spelling has no more tries than by one", async () => {
    const wide = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
    const spellings = Array.from({ length: 12 }, (_, i) =>
      [..."nina"].map((letter, at) => (i & (1 << at) ? wide(letter) : letter)).join(""),
    );
    for (const name of spellings) expect((await enter(newBrowser(), name, "a wrong password")).status).toBe(401); // and not that there were too many
    expect(ofPeople()).toHaveLength(10);
  });

  it("LD16 the eleventh wrong password in a quarter of an hour is not tried there", async () => {
    for (let i = 0; i < 10; i++) await enter(newBrowser(), "nina", "a wrong password");
    directory.heard.length = 0;
    expect((await enter(newBrowser(), "nina")).status).toBe(429);
    expect(directory.heard).toEqual([]);
  });
});

describe("a name that is one person's here and another's there", () => {
  it("LD16 LK-01 brings back no tries at the one by the password of the other", async () => {
    await createUser(db, { username: "nina", email: "nina@here.test" });
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      for (const guess of ["a guess", "another guess"])
        statuses.push((await enter(newBrowser(), "nina", guess)).status);
      statuses.push((await enter(newBrowser(), "nina")).status);
    }
    expect(statuses.slice(0, 3)).toEqual([401, 401, 303]);
    expect(statuses.at(-2)).toBe(429);
    await pool.query("delete from auth.users where email in ('nina@here.test', 'nina@example.com')");
  });
});

describe("somebody who is signed in and types a colleague's name", () => {
  it("uses up none of the tries by which the colleague confirms", async () => {
    const nina = newBrowser();
    await enter(nina, "nina");
    const carol = await signedIn("carol");
    await carol.visit("/settings/directory/ldap-lab");
    for (let i = 0; i < 10; i++)
      await carol.submit("/settings/directory/ldap-lab", { name: "nina", password: "a guess" });
    await nina.visit("/confirm");
    expect((await nina.submit("/confirm", { password: directoryPassword })).status).toBe(303);
  });
});

describe("a directory that finds", () => {
  it.each(["two-entries", "wrong-entry", "empty-dn", "entry-elsewhere", "search-reference", "referral"] as const)(
    "LD05 LD09 %s lets nobody in",
    async (fault) => {
      directory.faults.add(fault);
      expect([401, 503]).toContain((await enter(newBrowser(), "nina")).status);
      expect(ofPeople()).toEqual([]);
    },
  );

  it("an entry without an id lets nobody in, and administrators read why", async () => {
    directory.faults.add("no-uuid");
    expect((await enter(newBrowser(), "nina")).status).toBe(503);
    expect(await lastResult()).toMatchObject({ reason: "configuration" });
  });
});

describe("a directory that cannot be asked", () => {
  it.each([
    "hangs",
    "hangs-after-bind",
    "drips",
    "garbage",
    "http-answer",
    "resets",
    "breaks-off",
    "down",
    "floods",
  ] as const)(
    "LD07 LD-11 and %s is answered within 8 seconds, by a page that says so to everybody alike",
    async (fault) => {
      directory.faults.add(fault);
      const began = performance.now();
      const answers = await Promise.all(
        ["nina", "bob", "nobody-at-all"].map((name) => enter(newBrowser(), name, "some password")),
      );
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(answers[0]?.headers.get("retry-after")).toBe("30");
      await expect.poll(directory.openConnections, { timeout: 3_000 }).toBe(0);
    },
  );

  it("LD-11 CB-08 keeps nobody out whose password is right here, and after three failures nobody waits for it", async () => {
    directory.faults.add("hangs");
    expect((await enter(newBrowser(), "bob", demoPassword)).status).toBe(303);
    await Promise.all([1, 2, 3].map((i) => enter(newBrowser(), `unknown${i}`, "some password")));
    const began = performance.now();
    expect((await enter(newBrowser(), "unknown", "some password")).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(2_000);
    directory.faults.clear();
    travel(seconds(40 * ++number));
    expect((await enter(newBrowser(), "nina")).status).toBe(303);
  });

  it("LD-11 because of one large entry keeps nobody else waiting, who has another", async () => {
    directory.faults.add("floods");
    for (let i = 0; i < 3; i++) expect((await enter(newBrowser(), "oscar")).status).toBe(503);
    directory.faults.clear();
    expect((await enter(newBrowser(), "nina")).status).toBe(303);
  });

  it.each(["service-refused", "wants-tls"] as const)(
    "LD06 because of %s is a fault of the settings, and no search of strangers",
    async (fault) => {
      directory.faults.add(fault);
      directory.faults.add("anonymous-search");
      expect((await enter(newBrowser(), "nina")).status).toBe(503);
      expect(searches()).toEqual([]);
      expect(await lastResult()).toMatchObject({ reason: "configuration" });
    },
  );
});
