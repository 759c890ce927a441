import { beforeEach, describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { hours } from "../clock.ts";
import { db } from "../db/client.server.ts";
import type { User } from "../db/users.schema.ts";
import { askForName } from "./asked-names.server.ts";
import { changeProfile } from "./profile.server.ts";
import { register } from "./register.server.ts";
import { findByUsername, findUser } from "./users.server.ts";

let mara: User;
let number = 0;
beforeEach(async () => {
  mara = await newPerson(`mara${number++}`);
});

const called = (username: string, more = {}) => ({ username, firstName: "", lastName: "", ...more });
const rename = (username: string, user = mara) => changeProfile(user.id, called(username), origin);
const taken = { ok: false, reason: "username-taken" };

describe("a changed profile", () => {
  it("UM-12 is found under the new name, in any spelling, and no longer under the old one", async () => {
    const names = { firstName: " Mara ", lastName: "Quill" };
    expect(await changeProfile(mara.id, called(`Quill ${number}`, names), origin)).toEqual({ ok: true });
    expect(await findByUsername(`QUILL ${number}`)).toMatchObject({
      id: mara.id,
      firstName: "Mara",
      lastName: "Quill",
    });
    expect(await findByUsername(mara.username)).toBeNull();
  });

  it("UM-03 never takes a name that somebody has, in any spelling", async () => {
    const eve = await newPerson(`eve${number}`);
    expect(await rename(`EVE${number}`)).toEqual(taken);
    expect(await findUser(mara.id)).toMatchObject({ username: mara.username });
    expect(await findByUsername(`eve${number}`)).toMatchObject({ id: eve.id });
  });

  it("UM-03 AC05 of two people who take one name at once, one gets it", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, (_, i) => newPerson(`person${number}.${i}`)));
    const outcomes = await Promise.all(
      people.map((person, i) => rename(i % 2 ? `prize${number}` : `PRIZE${number}`, person)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 5 }, () => taken));
  });

  it("keeps one's own name, or another spelling of it, as often as one likes", async () => {
    for (const spelling of [mara.username, mara.username.toUpperCase(), mara.username])
      expect(await rename(spelling)).toEqual({ ok: true });
  });

  it("C-25 AC09 refuses names that are none, each with its reason", async () => {
    const refused = { "": "missing", ab: "short", [`x${"y".repeat(50)}`]: "long", "eve@example.com": "characters" };
    for (const [username, flaw] of Object.entries(refused))
      expect(await rename(username)).toEqual({ ok: false, reason: "fields", fields: { username: flaw } });
    const outcome = await changeProfile(mara.id, called(mara.username, { firstName: "Mara\r\nBcc: eve" }), origin);
    expect(outcome).toMatchObject({ reason: "fields", fields: { firstName: "characters" } });
    expect(await findUser(mara.id)).toMatchObject({ username: mara.username, firstName: "" });
  });
});

describe("a name that somebody has just asked for", () => {
  const asks = (username: string, email: string) =>
    register({ ...called(username), email, password: "seven lanterns over the quay" }, origin);

  it("PW04 is taken whether or not its registration made an account, so that nobody learns which addresses have one", async () => {
    expect(await asks(`new${number}`, `unknown${number}@example.com`)).toEqual({ ok: true });
    expect(await asks(`spy${number}`, mara.email)).toEqual({ ok: true });
    expect(await findByUsername(`spy${number}`)).toBeNull();
    const eve = await newPerson(`eve${number}`);
    expect(await rename(`new${number}`, eve)).toEqual(taken);
    expect(await rename(`spy${number}`, eve)).toEqual(taken);
    expect(await asks(`spy${number}`, `another${number}@example.com`)).toEqual(taken);
  });

  it("PW04 stays so over the stroke of the hour, and comes free in two", async () => {
    const untilTheHour = hours(1) - (Date.now() % hours(1));
    travel(untilTheHour - 1_000);
    expect(await askForName(db, `late${number}`)).toBe(true);
    travel(2_000);
    expect(await askForName(db, `late${number}`)).toBe(false);
    travel(hours(2));
    expect(await askForName(db, `late${number}`)).toBe(true);
  });
});
