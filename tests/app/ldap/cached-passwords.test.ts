import { beforeEach, describe, expect, it } from "vitest";

import { directory } from "./lab-directory.ts";
import { travel } from "#tests/support/travel.ts";
import { hours } from "#app/clock.ts";

process.env.LDAP_LAB_CACHE_HOURS = "8";
const { enter, newBrowser } = await import("./visit.ts");
const { pool } = await import("#app/db/client.server.ts");

const kept = async (): Promise<{ password_hash: string }[]> =>
  (await pool.query("select password_hash from auth.directory_passwords")).rows;
let later = 0;

beforeEach(async () => {
  travel(hours(10 * ++later)); // a directory that was down is asked again
  await pool.query("truncate auth.counters, auth.lockouts");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where username = 'nina'");
});

describe("C-12 LD-08 a directory whose passwords are kept for some hours", () => {
  it("cannot be reached: who signed in a while ago comes in, until the hours are over", async () => {
    await enter(newBrowser(), "nina");
    expect((await kept())[0]?.password_hash).toMatch(/^\$argon2id\$/);
    directory.faults.add("down");
    expect((await enter(newBrowser(), " NINA ")).status).toBe(303);
    expect((await enter(newBrowser(), "nina", "not the right one")).status).toBe(503);
    expect((await enter(newBrowser(), "oscar")).status).toBe(503);
    travel(hours(9));
    expect((await enter(newBrowser(), "nina")).status).toBe(503);
  });

  it("has refused the very password that was kept: it counts no more, and somebody who only guesses takes nobody's", async () => {
    await enter(newBrowser(), "nina");
    await enter(newBrowser(), "nina", "a guess");
    expect(await kept()).toHaveLength(1);
    directory.faults.add("locked");
    expect((await enter(newBrowser(), "nina")).status).toBe(401);
    expect(await kept()).toEqual([]);
    directory.faults.clear();
    directory.faults.add("down");
    expect((await enter(newBrowser(), "nina")).status).toBe(503);
  });

  it.each([
    ["service-refused", 503],
    ["wants-tls", 503],
    ["floods", 503],
    ["locked-by-policy", 401],
  ] as const)("answers, and %s: what was kept opens nothing", async (fault, status) => {
    await enter(newBrowser(), "nina");
    directory.faults.add(fault);
    expect((await enter(newBrowser(), "nina")).status).toBe(status);
  });

  it("cannot be reached by somebody who is disabled here either: theirs is forgotten", async () => {
    await enter(newBrowser(), "nina");
    await pool.query("update auth.users set is_active = false where username = 'nina'");
    directory.faults.add("down");
    expect((await enter(newBrowser(), "nina")).status).toBe(503);
    expect(await kept()).toEqual([]);
  });
});
