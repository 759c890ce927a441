import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

import { afterAll, describe, expect, it } from "vitest";

import { startLab } from "./lab.ts";

const lab = await startLab({ smtpPort: 0, httpPort: 0 });
afterAll(lab.close);

const { hostname, port, host } = new URL(lab.url);

async function ask(path: string, headers: Record<string, string> = {}, form?: string): Promise<number | undefined> {
  const asking = request({ hostname, port, path, headers, method: form === undefined ? "GET" : "POST" }).end(form);
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

describe("the lab", () => {
  it("has pages, a provider to sign in through, and the words that tell the app of it", async () => {
    expect(await ask("/lab")).toBe(200);
    const { OIDC_LAB_ISSUER: issuer, ...settings } = lab.openIdSettings;
    expect(await ask(`${new URL(issuer ?? "").pathname}/.well-known/openid-configuration`)).toBe(200);
    expect(settings).toEqual({
      OIDC_LAB_CLIENT_ID: expect.any(String),
      OIDC_LAB_CLIENT_SECRET: expect.any(String),
      OIDC_LAB_LABEL: "Lab",
      OIDC_LAB_TRUSTED_DOMAINS: "example.com",
      OIDC_LAB_GROUP_MAP: "editors=editor",
    });
  });

  it.each(["/lab", "/lab/mail.json", "/openid/jwks", "/openid/authorize", "/plain/github/user"])(
    "answers nothing at %s to whoever came under another name",
    async (path) => {
      for (const name of [
        "evil.example.org",
        "127.0.0.1.evil.example.org",
        "localhost.evil.example.org:80",
        "10.0.0.1",
      ])
        expect(await ask(path, { Host: name })).toBe(400);
      expect(await ask("/lab", { Host: `localhost:${port}` })).toBe(200);
    },
  );

  it("changes its weather for a form of its own page or for the app, and for no page elsewhere", async () => {
    const turn = (to: string, headers: Record<string, string>) => ask("/lab/weather", headers, `fault=down&to=${to}`);
    expect(await turn("on", { Origin: "https://evil.example.org" })).toBe(403);
    expect(await turn("on", { Origin: "null" })).toBe(403);
    expect(await turn("on", { "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await ask("/openid/jwks")).toBe(200);
    expect(await turn("on", { Origin: `http://${host}` })).toBe(303);
    expect(await ask("/openid/jwks")).toBe(500);
    expect(await turn("off", {})).toBe(303);
    expect(await ask("/openid/jwks")).toBe(200);
  });
});
