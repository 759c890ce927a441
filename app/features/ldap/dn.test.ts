import { describe, expect, it } from "vitest";

import { canonicalDn, dnText, isWithin, parseDn } from "./dn.ts";
import { dnFrom, isDirectoryName, isDnTemplate } from "./person-name.ts";

describe("a distinguished name", () => {
  it.each([
    ["CN=Editors, OU=Groups,DC=example,DC=com", "cn=editors,ou=groups,dc=example,dc=com"],
    ["cn=Smith\\, John,dc=example", "cn=Smith\\2c John,dc=example"],
    ['cn="Smith, John",dc=example', "cn=smith\\, john,dc=example"],
    ["uid=7+cn=a,dc=x", "cn=a+uid=7,dc=x"],
    ["cn=caf\\c3\\a9,dc=x", "cn=café,dc=x"],
    ["cn=\uff25ditors,dc=x", "cn=editors,dc=x"],
  ])("LD12 %s is the same as %s", (one, other) => {
    expect(canonicalDn(one)).not.toBeNull();
    expect(canonicalDn(one)).toBe(canonicalDn(other));
  });

  it.each(["", " ", "EXTERNAL", "cn", "cn=a,", "=a", "cn=a,,dc=x", "cn=a\\", 'cn="a'])("%j is none", (text) => {
    expect(parseDn(text)).toBeNull();
  });

  it("LD07 is read soon, also where a megabyte of them holds nothing but blanks", () => {
    const began = performance.now();
    for (let i = 0; i < 500; i++) canonicalDn(`cn=${" ".repeat(1_990)}"`);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it("is below another only where whole steps are", () => {
    const within = (one: string, base: string) => isWithin(canonicalDn(one) ?? "", canonicalDn(base) ?? "");
    expect(within("cn=a,ou=groups,dc=x", "OU=Groups,DC=x")).toBe(true);
    expect(within("cn=a,ou=mygroups,dc=x", "ou=groups,dc=x")).toBe(false);
    expect(within("cn=a\\,ou=groups\\,dc=x", "ou=groups,dc=x")).toBe(false);
  });
});

describe("a name in a template", () => {
  const template = "uid={username},ou=people,dc=example,dc=com";

  it.each(["a,ou=admins", "a+cn=b", 'a"b', "#a", " a", "a ", "a\\,b", "a;b", "a=b", "<a>", "*"])(
    "LD-03 LD03 Z-04 %j stays one value, whatever stands in it",
    (name) => {
      expect(parseDn(dnFrom(template, name))).toEqual([
        [{ type: "uid", value: name }],
        [{ type: "ou", value: "people" }],
        [{ type: "dc", value: "example" }],
        [{ type: "dc", value: "com" }],
      ]);
      expect(dnFrom(template, name).split(",")).toHaveLength(4);
    },
  );

  it("has one place for it, within a DN: a bare name would be another way to sign in", () => {
    expect([template, "{username}", "uid={username},cn={username}", "uid=x,dc=y"].map(isDnTemplate)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(dnText(parseDn(dnFrom(template, "EXTERNAL")) ?? [])).toBe("uid=EXTERNAL,ou=people,dc=example,dc=com");
  });
});

it.each(["", " ", "a\0", "a\n", "a\u200b", "a\ufe00", "\ud800", "x".repeat(257)])(
  "LD-02 the name %j never reaches a directory",
  (name) => {
    expect(isDirectoryName(name)).toBe(false);
  },
);
