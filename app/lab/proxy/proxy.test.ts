import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { askStatus, foreignHosts } from "#tests/support/ask-status.ts";
import { settingsFor } from "./part.ts";
import { startLabProxy } from "./proxy.ts";
import { changeWeather, weatherHtml } from "./weather.ts";

/** Says what arrived: stands in for the app. */
const app = createServer((req, res) => void res.end(JSON.stringify(req.headersDistinct))).listen(0, "127.0.0.1");
await once(app, "listening");
const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
const proxy = await startLabProxy({ app: appUrl });
afterAll(() => proxy.close().finally(() => app.close()));
beforeEach(() => proxy.faults.clear());

const choose = (person: string, headers: Record<string, string> = { Origin: proxy.url }) =>
  fetch(`${proxy.url}/lab-proxy`, {
    method: "POST",
    body: new URLSearchParams({ person, to: "/in?a=b" }),
    headers,
    redirect: "manual",
  });

async function arrivedFor(person: string, headers: Record<string, string> = {}): Promise<Record<string, string[]>> {
  const [cookie = ""] = (await choose(person)).headers.getSetCookie();
  const own = cookie.split(";")[0] ?? "";
  const answer = await fetch(`${proxy.url}/in`, { headers: { Cookie: `theirs=1; ${own}`, ...headers } });
  return (await answer.json()) as Record<string, string[]>;
}

describe("the proxy in the lab", () => {
  it("asks who somebody is, and goes on to where they were going", async () => {
    const first = await fetch(`${proxy.url}/in?a=b`, { redirect: "manual" });
    expect([first.status, first.headers.get("location")]).toEqual([303, "/lab-proxy?to=%2Fin%3Fa%3Db"]);
    expect(await (await fetch(`${proxy.url}/lab-proxy?to=%2Fin`)).text()).toContain('value="nina"');
    expect((await choose("nina")).headers.get("location")).toBe("/in?a=b");
    expect((await fetch(`${proxy.url}/in`, { method: "POST" })).status).toBe(401);
  });

  it("names them to the app, in place of whatever the browser says, as if it were the app's own address", async () => {
    const forged = {
      "X-Forwarded-User": "root",
      X_Forwarded_User: "root",
      "X-Proxy-Auth-Secret": "x",
      Origin: proxy.url,
    };
    const arrived = await arrivedFor("nina", forged);
    expect(arrived).toMatchObject({
      host: [new URL(appUrl).host],
      origin: [appUrl],
      cookie: ["theirs=1"],
      "x-forwarded-user": ["nina@example.com"],
      "x-forwarded-groups": ["editors"],
      "x-proxy-auth-secret": [proxy.secret],
    });
    expect(JSON.stringify(arrived)).not.toContain("root");
    expect(settingsFor(proxy)).toMatchObject({ PROXY_AUTH_SECRET: proxy.secret, PROXY_AUTH_URL: proxy.url });
  });

  it("has bad weather, which a form turns on and off", async () => {
    const turn = (fault: string, to: string) => changeWeather(proxy.faults, new URLSearchParams({ fault, to }));
    expect(turn("secret-forgotten", "on")).toBe(true);
    expect(weatherHtml(proxy.faults)).toContain("Secret forgotten <strong>is on");
    expect(await arrivedFor("nina")).not.toHaveProperty("x-proxy-auth-secret");
    expect(turn("secret-forgotten", "off")).toBe(true);
    turn("secret-wrong", "on");
    expect((await arrivedFor("nina"))["x-proxy-auth-secret"]).not.toEqual([proxy.secret]);
    turn("names-two", "on");
    expect((await arrivedFor("nina"))["x-forwarded-user"]).toHaveLength(2);
    turn("names-two", "off");
    turn("appends", "on");
    const appended = await arrivedFor("nina", { "X-Forwarded-User": "root@example.com" });
    expect(appended["x-forwarded-user"]).toEqual(["root@example.com, nina@example.com"]);
    for (const [fault, to] of [
      ["hail", "on"],
      ["appends", "maybe"],
    ] as const)
      expect(turn(fault, to)).toBe(false);
  });

  it("takes its form from its own page alone, and answers nothing to whoever came under another name", async () => {
    expect((await choose("nina", { Origin: "https://evil.example" })).status).toBe(403);
    expect((await choose("nobody")).status).toBe(400);
    for (const name of foreignHosts) expect(await askStatus(proxy.url)("/lab-proxy", { Host: name })).toBe(400);
  });
});
