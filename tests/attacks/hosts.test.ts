import { describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { openedFor } from "#tests/app/opened.ts";
import { speak } from "./socket.ts";

describe("the Host header", () => {
  it.each([
    "evil.example",
    "app.example.test.evil.example",
    "app.example.test:1",
    "user@app.example.test",
    "<b>app.example.test</b>",
    "app.example.test.",
    "",
    "APP.example.test, evil.example",
    "127.0.0.1",
  ])("HT08 %j is not ours: 400, whatever is asked", async (host) => {
    const headers = { Host: host, Accept: "text/html" };
    const answers = await Promise.all([
      send("/", { headers }),
      send("/login", { headers }),
      send("/dashboard.data", { headers }),
      send("/favicon.svg", { headers }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await answers[0].text()).not.toContain("evil.example");
  });

  it("HT08 without one nothing is answered but 400", async () => {
    expect(await speak("GET / HTTP/1.1\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await speak("GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("HT08 CS06 nothing forwarded takes its place: every redirect stays a path of ours", async () => {
    const proxied = {
      "X-Forwarded-Proto": "http",
      Forwarded: "host=evil.example",
      "X-Host": "evil.example",
      "X-Forwarded-Server": "evil.example",
    };
    const visited = { ...proxied, "X-Forwarded-Host": "evil.example" };
    const form = { identifier: "alice", password: demoPassword };
    const answers = [
      await send("/dashboard", { headers: visited }),
      await (await openedFor("alice")).visit("/settings", { headers: visited }),
      await newBrowser().submit("/theme", { theme: "dark" }, { headers: visited }),
      await newBrowser().submit("/login", form, { headers: proxied }),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBe(303);
      expect(headers.get("Location")).toMatch(/^\/([a-z]|$)/);
      expect(JSON.stringify([...headers])).not.toContain("evil.example");
    }
    expect(await (await send("/", { headers: visited })).text()).not.toContain("evil.example");
  });

  it("HT08 DH-02 the probes answer whatever host is named, as load balancers call them by address", async () => {
    expect((await send("/health", { headers: { Host: "10.0.0.7:3000" } })).status).toBe(200);
  });
});

describe("line breaks", () => {
  it.each([
    "/ok%0d%0aSet-Cookie:%20x=1",
    "/ok%0aX: 1",
    "/ok\u010d\u010aX-Injected: 1",
    "/projects%E5%98%8D%E5%98%8ASet-Cookie:x=1",
  ])("HT07 RX15 in where to go next (%j) never become a header", async (redirectTo) => {
    const answers = [
      await newBrowser().submit("/login", { identifier: "alice", password: demoPassword, redirectTo }),
      await newBrowser().submit("/theme", { theme: "dark", redirectTo }),
      await (await openedFor("alice")).visit(`/login?redirectTo=${encodeURIComponent(redirectTo)}`),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBe(303);
      expect(headers.get("Location")).toMatch(/^\/[\x21-\x7e]*$/);
      expect(headers.get("Location")).not.toMatch(/%0[ad]/i);
      expect([headers.get("X-Injected"), headers.getSetCookie().some((cookie) => cookie.startsWith("x="))]).toEqual([
        null,
        false,
      ]);
    }
  });

  it("HT07 in the theme never reach the cookie", async () => {
    const answer = await newBrowser().submit("/theme", { theme: "dark\r\nSet-Cookie: x=1" });
    expect(answer.headers.getSetCookie().filter((cookie) => cookie.startsWith("theme="))).toEqual([
      expect.stringMatching(/^theme=;/),
    ]);
  });

  it("RX15 five thousand characters lead to the dashboard, or to a 400 when they stand in the address", async () => {
    const far = `/${"a".repeat(5_000)}`;
    const entered = await newBrowser().submit("/login", {
      identifier: "alice",
      password: demoPassword,
      redirectTo: far,
    });
    expect(entered.headers.get("Location")).toBe("/dashboard");
    expect((await send(`/login?redirectTo=${far}`)).status).toBe(400);
  });

  it.each([
    "GET / HTTP/1.1\r\nHost: app.example.test\r\nX-A: a\nb: c\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : app.example.test\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: app.example.test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /login HTTP/1.1\r\nHost: app.example.test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
  ])("HT07 in a raw request (%j) are not read in two ways", async (raw) => {
    expect(await speak(raw)).toMatch(/^HTTP\/1\.1 400 /);
  });
});
