import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { askStatus, foreignHosts } from "#tests/support/ask-status.ts";
import { startLab } from "../lab.ts";
import { post, sectionHtml } from "./part.ts";
import { startSamlProvider } from "./provider.ts";

const lab = await startLab({ smtpPort: 0, httpPort: 0 });
const provider = await startSamlProvider({ findMetadata: async () => null });
afterAll(() => Promise.all([lab.close(), provider.close()]));
beforeEach(() => provider.faults.clear());

const ask = askStatus(lab.url);

describe("the SAML provider in the lab", () => {
  it("is there, and its part has the words that tell the app of it", async () => {
    const settings = lab.settings.find((one) => "SAML_LAB_METADATA" in one) ?? {};
    expect(await ask(new URL(settings.SAML_LAB_METADATA ?? "").pathname)).toBe(200);
    expect(settings).toEqual({
      SAML_LAB_METADATA: expect.any(String),
      SAML_LAB_LABEL: "Lab SAML",
      SAML_LAB_TRUSTED_DOMAINS: "example.com",
      SAML_LAB_GROUP_MAP: "editors=editor",
    });
  });

  it("answers nothing to whoever came under another name", async () => {
    for (const name of foreignHosts)
      for (const path of ["/saml/metadata", "/saml/sign-in"]) expect(await ask(path, { Host: name })).toBe(400);
  });

  it.each([
    ["", "no AuthnRequest"],
    ["?SAMLRequest=%25%25", "no AuthnRequest"],
    [`?SAMLRequest=${encodeURIComponent("c8jP5QIA")}`, "no AuthnRequest"],
  ])("sends nobody anywhere for %s", async (search, problem) => {
    const answer = await fetch(`${new URL("sign-in", provider.entityId)}${search}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(problem);
  });

  it("sends nobody unasked to an app that never came by", async () => {
    expect(await ask("/saml/unasked?app=https://evil.example.org")).toBe(404);
    await expect(provider.sendUnasked("https://evil.example.org", "nina")).rejects.toThrow("no metadata");
  });
});

describe("its section of the page", () => {
  const turn = (fields: Record<string, string>) => post("/lab/saml", new URLSearchParams(fields), provider);
  const body = () => sectionHtml(provider);

  it.each([
    "unsigned",
    "wrong-audience",
    "replayed",
    "expired",
    "forgery-before",
    "encrypted",
    "key-rolled",
    "key-rolled-unannounced",
    "no-email",
    "nina-left-her-group",
    "transient-name",
    "down",
  ] as const)("turns %s on and off by a form, and says so", (fault) => {
    const button = (to: string) => new RegExp(`value="${fault}">\\s*<button[^>]* name="to" value="${to}"`);
    expect(body()).toMatch(button("on"));
    expect(turn({ fault, to: "on" })).toMatchObject({ status: 303, to: "/lab" });
    expect([...provider.faults]).toEqual([fault]);
    expect(body()).toMatch(button("off"));
    expect(turn({ fault, to: "off" })).toMatchObject({ status: 303 });
    expect(provider.faults.size).toBe(0);
  });

  it("leads to its own address from the app's, for whoever wants to come unasked", () => {
    const href = new URL("unasked?app=http%3A%2F%2Fapp.test", provider.entityId).href;
    expect(sectionHtml({ ...provider, apps: () => ["http://app.test"] })).toContain(`<a href="${href}">`);
  });

  it("does nothing that it does not understand, and nothing for others", () => {
    expect(turn({ fault: "snow", to: "on" })).toMatchObject({ status: 400 });
    expect(post("/lab/weather", new URLSearchParams({ fault: "down", to: "on" }), provider)).toBeNull();
    expect(provider.faults.size).toBe(0);
  });
});
