import { describe, expect, it } from "vitest";

import { assertionOf, subjectFrom, type Said } from "./profile.ts";
import type { Fields } from "./provider.ts";

const fields: Fields = {
  id: "sub",
  email: "email",
  verified: "email_verified",
  username: "preferred_username",
  name: "name",
  groups: "groups",
};
const heard = (...answers: Said[]) => assertionOf("https://id.acme.com", "ada", answers, fields);

describe("OC08 the name under which a provider knows somebody", () => {
  it.each([
    ["ada", "ada"],
    [42, "42"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    ["s".repeat(255), "s".repeat(255)],
    [" ada", " ada"],
    ["Zoë", "Zoë"],
  ])("%j is %j", (value, subject) => expect(subjectFrom(value)).toBe(subject));

  it.each([
    [""],
    ["  "],
    ["s".repeat(256)],
    ["ada\u0000"],
    ["ada\n"],
    ["\u202eada"],
    ["\ud800"],
    [0],
    [-1],
    [1.5],
    [2 ** 53], // two people whose numbers are too long for JavaScript would be one
    [Number.NaN],
    [true],
    [null],
    [undefined],
    [["ada"]],
    [{ toString: () => "ada" }],
  ])("%j is none", (value) => expect(subjectFrom(value)).toBeNull());
});

describe("OC09 an address is verified", () => {
  const ada = { email: "ada@acme.com", email_verified: true };

  it.each<[string, Said[], string | null, boolean]>([
    ["when the only answer says so", [ada], "ada@acme.com", true],
    ["when both say so", [ada, ada], "ada@acme.com", true],
    ["when one says so and the other nothing", [{ email: "ada@acme.com" }, ada], "ada@acme.com", true],
    ["but not when one of them says no", [ada, { ...ada, email_verified: false }], "ada@acme.com", false],
    ["nor by text", [{ ...ada, email_verified: "true" }], "ada@acme.com", false],
    ["nor by number", [{ ...ada, email_verified: 1 }], "ada@acme.com", false],
    ["nor by silence", [{ email: "ada@acme.com" }], "ada@acme.com", false],
    ["nor by a word about another address", [{ email: "root@acme.com" }, ada], "root@acme.com", false],
    ["nor by a word about none", [{ email: "root@acme.com" }, { email_verified: true }], "root@acme.com", false],
    ["nor by a word about the same in another spelling", [{ email: "Ada@acme.com" }, ada], "Ada@acme.com", false],
    ["nor where there is none", [{ email_verified: true }], null, false],
    ["nor where it is no address", [{ email: "Ada <ada@acme.com>", email_verified: true }], null, false],
    ["nor where it is a list", [{ email: ["ada@acme.com"], email_verified: true }], null, false],
    ["nor where it is too long", [{ email: `${"a".repeat(250)}@acme.com`, email_verified: true }], null, false],
  ])("%s", (_, answers, email, emailVerified) => expect(heard(...answers)).toMatchObject({ email, emailVerified }));

  it("by the word of the field that counts, and no other", () => {
    const claims = { ...ada, xms_edov: false };
    const said = assertionOf("https://id.acme.com", "ada", [claims], { ...fields, verified: "xms_edov" });
    expect(said.emailVerified).toBe(false);
  });
});

describe("what somebody is called", () => {
  it.each<[Said, string, string]>([
    [{ given_name: "Ada", family_name: "Lovelace", name: "Countess" }, "Ada", "Lovelace"],
    [{ given_name: "Ada", name: "Ada Lovelace" }, "Ada", ""],
    [{ name: "Ada Lovelace" }, "Ada", "Lovelace"],
    [{ name: "Ada King of Lovelace" }, "Ada", "King of Lovelace"],
    [{ name: " Ada " }, "Ada", ""],
    [{ name: "" }, "", ""],
    [{ name: null }, "", ""],
    [{ name: { first: "Ada" } }, "", ""],
    [{ given_name: "A\u0000d\u202ea\n" }, "A d a", ""],
    [{ given_name: "x".repeat(5_000), family_name: "y".repeat(101) }, "x".repeat(100), "y".repeat(100)],
    [{ given_name: `${"x".repeat(99)}😀` }, "x".repeat(99), ""],
  ])("%j", (said, firstName, lastName) => expect(heard(said)).toMatchObject({ firstName, lastName }));

  it("is what the first answer says that speaks of it", () => {
    const said = heard({ given_name: "Ada" }, { given_name: "Eve", preferred_username: "ada" });
    expect(said).toMatchObject({ firstName: "Ada", username: "ada" });
  });
});

describe("the groups", () => {
  it.each([
    [
      ["a", "b", "a"],
      ["a", "b"],
    ],
    ["admins", ["admins"]],
    [["a", 1, null, { name: "admin" }, ["admin"]], ["a"]],
    [{ admin: true }, []],
    [undefined, []],
    [null, []],
    [[""], []],
    // Cut, it would be a group of another name.
    [[`${"admins".padEnd(255, "-")}-and-more`, "admins\u0000"], []],
    [["g".repeat(255)], ["g".repeat(255)]],
  ])("%j are %j", (groups, expected) => expect(heard({ groups }).groups).toEqual(expected));

  it("are 200 at most", () => {
    const groups = Array.from({ length: 1_000 }, (_, i) => `group ${i}`);
    expect(heard({ groups }).groups).toEqual(groups.slice(0, 200));
  });

  it("are read from nothing that every object has", () => {
    const constructed = assertionOf("https://id.acme.com", "ada", [{}], {
      ...fields,
      groups: "constructor",
      username: "toString",
    });
    expect(constructed).toMatchObject({ groups: [], username: null });
  });
});

describe("the profile", () => {
  it("is what is said of the person, in short facts, the first answer's before the others'", () => {
    const said = heard(
      { sub: "ada", iss: "x", aud: "y", nonce: "n", exp: 1, locale: "en", picture: "https://acme.com/ada.png" },
      { sub: "ada", locale: "fr", age: 36, isStaff: true, address: { city: "London" }, roles: ["a"], gone: null },
    );
    const facts = { locale: "en", picture: "https://acme.com/ada.png", age: 36, isStaff: true, sub: "ada" };
    expect(said.profile).toEqual(facts);
  });

  it("has no end of nothing in it", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`fact ${i}`, "x".repeat(5_000)]));
    const { profile } = heard({ ["k".repeat(501)]: 1, "a\u0000": 1, text: "\u0000\ud800", ...many });
    expect(Object.keys(profile)).toHaveLength(60);
    expect(profile.text).toBe("");
    expect(profile["fact 1"]).toHaveLength(500);
    expect(JSON.stringify(profile)).not.toMatch(/\\u0000|\\ud800/);
  });

  it("is nobody's prototype", () => {
    const { profile } = heard(JSON.parse('{"__proto__": "x", "locale": "en"}') as Said);
    expect(Object.getPrototypeOf(profile)).toBe(Object.prototype);
    expect(profile.locale).toBe("en");
  });
});
