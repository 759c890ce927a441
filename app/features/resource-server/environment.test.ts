import { describe, expect, it } from "vitest";

import { readEnv } from "../../env.server.ts";
import { readTrustedIssuers } from "./environment.ts";

const id = "https://id.example.com/realms/main";
const read = (issuers: string, roles = "", more: Record<string, string> = {}) =>
  readTrustedIssuers({
    APP_URL: "https://app.example.test",
    TRUSTED_ISSUERS: issuers,
    TRUSTED_ISSUER_ROLES: roles,
    ...more,
  });
const problemsOf = (...given: Parameters<typeof read>) => read(...given).problems.join("\n");

describe("the settings of trusted issuers", () => {
  it("RS-01 are each an issuer to the letter, and the audience of its tokens", () => {
    const { settings, problems } = read(`${id}=https://app.example.test, https://t.example.com/=api://a=b,`);
    expect(problems).toEqual([]);
    expect(settings).toEqual([
      { issuer: id, audience: "https://app.example.test", roleMap: {} },
      { issuer: "https://t.example.com/", audience: "api://a=b", roleMap: {} },
    ]);
  });

  it("are none at all when nothing is set", () => {
    for (const blank of ["", " ", ","]) expect(read(blank)).toEqual({ settings: [], problems: [] });
    expect(readTrustedIssuers({})).toEqual({ settings: [], problems: [] });
  });

  it("RS-05 give roles by an issuer's own names, which may hold a colon, and by * to every token", () => {
    const { settings } = read(
      `${id}=a`,
      `${id}=reports:viewer,${id}=reports:editor, ${id}=app:writer:editor, ${id}=*:viewer`,
    );
    expect(settings[0]?.roleMap).toEqual({ reports: ["viewer", "editor"], "app:writer": ["editor"], "*": ["viewer"] });
  });

  it.each([
    ["RS-03 an issuer without an audience", id],
    ["RS-03 an issuer with an empty one", `${id}= `],
    ["an audience that cannot stand in a token so", `${id}=two words`],
    ["an issuer without TLS", "http://id.example.com=a"],
    ["an issuer that is no address", "main=a"],
    ["no issuer", "=a"],
    ["an issuer with a password in it", "https://a:b@id.example.com=a"],
    ["an issuer with a query", "https://id.example.com/?x=a"],
    ["an issuer with a fragment", "https://id.example.com/#x=a"],
    ["an issuer twice", `${id}=a,${id}=b`],
    ["the app itself", "https://app.example.test/=a"],
  ])("stop the start with %s", (_, text) => {
    expect(problemsOf(text)).toMatch(/^TRUSTED_ISSUERS: /);
    expect(read(text).settings).toEqual([]);
  });

  it("stop it with the app itself in development too, where its address is not set", () => {
    expect(problemsOf("http://localhost:3000=a", "", { APP_URL: "" })).toContain("is this app itself");
    expect(problemsOf("http://localhost:4000=a", "", { APP_URL: "", PORT: "4000" })).toContain("is this app itself");
    expect(problemsOf("http://localhost:4000=a", "", { APP_URL: "" })).toBe("");
  });

  it.each([
    ["of an issuer that is not trusted", "https://other.example.com=a:viewer"],
    ["without a name of ours", `${id}=a:`],
    ["without a name of theirs", `${id}=:viewer`],
    ["of one name only", `${id}=viewer`],
    ["of an issuer alone", id],
  ])("stop the start with a role %s", (_, roles) => {
    expect(problemsOf(`${id}=a`, roles)).toMatch(/^TRUSTED_ISSUER_ROLES: /);
  });

  it("are all said at once, and stop the boot", () => {
    const start = () =>
      readEnv({
        DATABASE_URL: "postgres://app@db/app",
        TRUSTED_ISSUERS: "http://id.example.com=a,https://b.example.com",
      });
    expect(start).toThrow(
      /"http:\/\/id\.example\.com" must be an address by https[^]*"https:\/\/b\.example\.com" needs the audience/,
    );
  });
});
