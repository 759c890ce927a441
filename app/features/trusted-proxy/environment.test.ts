import { describe, expect, it } from "vitest";

import { readEnv } from "../../env.server.ts";
import { readTrustedProxy } from "./environment.ts";

const SECRET = "wmS3kq0bYtLxR7vPzD1nHcFgAeJ5uQ8i";
const usual = { PROXY_AUTH_CIDRS: "10.0.0.5, fd00::/8", PROXY_AUTH_SECRET: SECRET };
const read = (more: Record<string, string>) =>
  readTrustedProxy({ APP_URL: "https://app.example.test", ...usual, ...more });

describe("the settings of a trusted proxy", () => {
  it("CB-05 CB-06 are an address, a secret, and for everything else what is safe", () => {
    expect(read({})).toEqual({
      settings: {
        name: "proxy",
        kind: "proxy",
        label: "Single sign-on",
        trustedDomains: [],
        groupMap: {},
        createsUsers: false,
        onlyTrustedDomains: true,
        header: "x-forwarded-user",
        groupsHeader: null,
        secret: SECRET,
        ranges: [expect.anything(), expect.anything()],
        origin: null,
      },
      problems: [],
    });
  });

  it.each([["PROXY_AUTH_CIDRS"], ["PROXY_AUTH_SECRET"]])("CB-07 Z-05 are none at all without %s", (name) => {
    for (const blank of ["", "  "]) expect(read({ [name]: blank })).toEqual({ settings: null, problems: [] });
  });

  it("CF-02 stop the start with a secret that is short, well known, easy to guess or cannot be sent", () => {
    const start = (secret: string) => () =>
      readEnv({ DATABASE_URL: "postgres://app@db/app", ...usual, PROXY_AUTH_SECRET: secret });
    expect(start(SECRET)).not.toThrow();
    expect(start(SECRET.slice(1))).toThrow("PROXY_AUTH_SECRET: must have at least 32 characters");
    expect(start("change-me-change-me-change-me-change-me")).toThrow("PROXY_AUTH_SECRET: is an example value");
    expect(start("ab".repeat(20))).toThrow("PROXY_AUTH_SECRET: is too easy to guess");
    expect(start(`${SECRET} ${SECRET}`)).toThrow("PROXY_AUTH_SECRET: must be plain characters");
  });

  it.each([
    ["CIDRS", "0.0.0.0/0"],
    ["CIDRS", "10.0.0.5,::/0"],
    ["CIDRS", "proxy.example.test"],
    ["HEADER", "Cookie"],
    ["HEADER", "X-Forwarded-For"],
    ["HEADER", "X-Proxy-Auth-Secret"],
    ["HEADER", "Content-Type"],
    ["HEADER", "User_Name"],
    ["GROUPS_HEADER", "X-Forwarded-User"],
    ["GROUP_MAP", "editors=editor"],
    ["CREATE_USERS", "yes"],
    ["URL", "http://app.example.test"],
    ["URL", "https://app.example.test/login"],
    ["URL", "https://proxy.example.test"],
  ])("CB-07 stop the start with %s=%s", (name, value) => {
    const { settings, problems } = read({ [`PROXY_AUTH_${name}`]: value });
    expect(settings).toBeNull();
    expect(problems.join()).toContain(`PROXY_AUTH_${name}: `);
  });

  it("take another port of the same host, and a group map with the header that it needs", () => {
    const { settings, problems } = read({
      PROXY_AUTH_URL: "https://app.example.test:8443/",
      PROXY_AUTH_HEADER: "Remote-User",
      PROXY_AUTH_GROUPS_HEADER: "Remote-Groups",
      PROXY_AUTH_GROUP_MAP: "editors=editor",
      PROXY_AUTH_CREATE_USERS: "true",
    });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      origin: "https://app.example.test:8443",
      header: "remote-user",
      createsUsers: true,
    });
  });
});
