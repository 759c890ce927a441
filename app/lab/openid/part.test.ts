import { afterAll, describe, expect, it } from "vitest";

import { askStatus, foreignHosts } from "#tests/support/ask-status.ts";
import { startLab } from "../lab.ts";
import { pageAt, post as postTo } from "../pages.ts";
import { labPeople } from "../people.ts";
import type { Faults } from "./faults.ts";
import { post, sectionHtml } from "./part.ts";

const lab = await startLab({ smtpPort: 0, httpPort: 0 });
afterAll(lab.close);

const { host } = new URL(lab.url);
const ask = askStatus(lab.url);

const faults: Faults = new Set();
let rotations = 0;
const provider = {
  issuer: "http://127.0.0.1:4000/openid",
  people: () => labPeople,
  faults,
  keyName: () => `key-${rotations}`,
  rotateKeys: () => Promise.resolve(void (rotations += 1)),
};
const contents = {
  mails: [],
  parts: [
    { html: () => sectionHtml(provider), post: (path: string, form: URLSearchParams) => post(path, form, provider) },
  ],
};

describe("the provider in the lab", () => {
  it("is there, and its part has the words that tell the app of it", async () => {
    const [{ OIDC_LAB_ISSUER: issuer, ...settings } = {}] = lab.settings;
    expect(await ask(`${new URL(issuer ?? "").pathname}/.well-known/openid-configuration`)).toBe(200);
    expect(settings).toEqual({
      OIDC_LAB_CLIENT_ID: expect.any(String),
      OIDC_LAB_CLIENT_SECRET: expect.any(String),
      OIDC_LAB_LABEL: "Lab",
      OIDC_LAB_TRUSTED_DOMAINS: "example.com",
      OIDC_LAB_GROUP_MAP: "editors=editor",
    });
  });

  it.each(["/openid/jwks", "/openid/authorize", "/plain/github/user"])(
    "answers nothing at %s to whoever came under another name",
    async (path) => {
      for (const name of foreignHosts) expect(await ask(path, { Host: name })).toBe(400);
    },
  );

  it("changes its weather for a form of the lab's page or for the app, and for no page elsewhere", async () => {
    const turn = (to: string, headers: Record<string, string>) => ask("/lab/weather", headers, `fault=down&to=${to}`);
    expect(await turn("on", { Origin: "https://evil.example.org" })).toBe(403);
    expect(await ask("/openid/jwks")).toBe(200);
    expect(await turn("on", { Origin: `http://${host}` })).toBe(303);
    expect(await ask("/openid/jwks")).toBe(500);
    expect(await turn("off", {})).toBe(303);
    expect(await ask("/openid/jwks")).toBe(200);
  });
});

describe("its section of the page", () => {
  const turn = (fields: Record<string, string>) => postTo("/lab/weather", new URLSearchParams(fields), contents);
  const body = () => pageAt("/lab", contents).body;

  it("says who is there, and in which groups", () => {
    for (const username of ["root", "alice", "bob", "carol", "dave", "erin", "nina", "oscar"])
      expect(body()).toContain(`<strong>${username}</strong>`);
    expect(body()).toMatch(/nina@example\.com<\/span><\/div>\s*<span class="soft">editors</);
  });

  it.each([
    "email-unverified",
    "nina-left-her-group",
    "clock-skew",
    "wrong-audience",
    "wrong-nonce",
    "slow",
    "down",
  ] as const)("turns %s on and off by a form, says so, and goes back to itself", async (fault) => {
    const button = (to: string) => new RegExp(`value="${fault}">\\s*<button[^>]* name="to" value="${to}"`);
    expect(body()).toMatch(button("on"));
    expect(await turn({ fault, to: "on" })).toMatchObject({ status: 303, to: `/lab#/lab/weather/${fault}` });
    expect(body()).toContain(`id="/lab/weather/${fault}"`);
    expect([...faults]).toEqual([fault]);
    expect(body()).toMatch(button("off"));
    expect(body()).toContain("is on</strong>");
    await turn({ fault, to: "off" });
    expect(faults.size).toBe(0);
  });

  it("rotates the keys by a form", async () => {
    expect(body()).toContain('action="/lab/keys"');
    expect(await postTo("/lab/keys", new URLSearchParams(), contents)).toMatchObject({
      status: 303,
      to: "/lab#/lab/keys/",
    });
    expect(body()).toContain("key-1");
  });

  it("shows every fault that is on, so that it can be turned off again", async () => {
    await turn({ fault: "alg-none", to: "on" });
    expect(body()).toContain('value="alg-none"');
    await turn({ fault: "alg-none", to: "off" });
    expect(body()).not.toContain("alg-none");
  });

  it("does nothing that it does not understand", async () => {
    for (const fields of [{}, { fault: "snow", to: "on" }, { fault: "down", to: "sideways" }, { to: "on" }])
      expect((await turn(fields as Record<string, string>)).status).toBe(400);
    expect(faults.size).toBe(0);
  });
});
