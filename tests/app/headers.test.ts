import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { openedFor } from "./opened.ts";
import { pool } from "#app/db/client.server.ts";

const html = { headers: { Accept: "text/html" } };

/** One answer of each kind, by what it is. */
const answers: Record<string, () => Promise<Response>> = {
  "200 page": () => send("/login", html),
  "200 page of somebody signed in": async () => (await openedFor("alice")).visit("/dashboard"),
  "200 data": async () => (await openedFor("alice")).visit("/dashboard.data"),
  "303 to sign in": () => send("/dashboard", html),
  "303 after a form": () => newBrowser().submit("/theme", { theme: "dark" }),
  "400 target": () => send("//dashboard", html),
  "400 host": () => send("/", { headers: { Host: "evil.example" } }),
  "401 data": () => send("/dashboard.data"),
  "401 form": () => newBrowser().submit("/login", { identifier: "nobody" }),
  "403 page": async () => (await openedFor("erin")).visit("/projects/new"),
  "403 other site": () =>
    send("/login", { method: "POST", headers: { Origin: "https://evil.example", Accept: "text/html" } }),
  "404 page": () => send("/nowhere", html),
  "404 file": () => send("/assets/nothing.js"),
  "405 method": () => send("/", { method: "DELETE" }),
  "405 text": () => send("/logout", html),
  "413 body": () =>
    send("/login", { method: "POST", headers: { Origin: origin, "Content-Length": "300000" }, body: "" }),
  "415 form": async () => newBrowser().visit("/theme", { method: "POST", body: "x", headers: { Origin: origin } }),
  "200 icon": () => send("/favicon.svg"),
  "200 asset": () => send(`/assets/${readdirSync("build/client/assets").find((file) => file.endsWith(".js"))}`),
  "500 page": async () => {
    const alice = await openedFor("alice");
    await pool.query("alter table projects rename to projects_gone");
    return alice.visit("/projects").finally(() => pool.query("alter table projects_gone rename to projects"));
  },
};

const kinds = Object.entries(answers).map(([kind, ask]) => ({ kind, status: Number(kind.slice(0, 3)), ask }));
const isFile = (kind: string) => /icon|asset|file/.test(kind);

describe("every answer", () => {
  it.each(kinds)("HT13 SE15 CS16 CS17 RX20 $kind carries all security headers", async ({ kind, status, ask }) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    const { headers } = answer;
    expect(headers.get("Strict-Transport-Security")).toMatch(/^max-age=31536000/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    expect(headers.get("Permissions-Policy")).toContain("camera=()");
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
    for (const name of ["X-Powered-By", "Server", "ETag", "Access-Control-Allow-Origin"])
      expect(headers.get(isFile(kind) && name === "ETag" ? "none" : name), name).toBeNull();
    if (!isFile(kind)) expect(headers.get("Cache-Control")).toBe("no-store");
  });

  it.each(["/health", "/ready"])(
    "HT13 DH-02 %s is never stored, and is never taken for anything but JSON",
    async (probe) => {
      const { headers } = await send(probe);
      expect([headers.get("Cache-Control"), headers.get("X-Content-Type-Options")]).toEqual(["no-store", "nosniff"]);
      expect(headers.get("Content-Type")).toBe("application/json");
    },
  );

  it("SE15 files are stored for a year, since their names change with what is in them, and never with a cookie", async () => {
    const asset = await answers["200 asset"]?.();
    expect(asset?.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(asset?.headers.getSetCookie()).toEqual([]);
  });

  it.each(["https://evil.example", "null", "https://sub.app.example.test"])(
    "CS16 answers %s without any permission to read",
    async (from) => {
      const alice = await openedFor("alice");
      for (const target of ["/dashboard", "/dashboard.data", "/health", "/favicon.svg"]) {
        const { headers } = await alice.visit(target, { headers: { Origin: from } });
        expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
      }
    },
  );
});

describe("the content security policy", () => {
  it.each(kinds.filter(({ kind }) => /page/.test(kind)))(
    "RX20 CS17 of a $kind lets only scripts with its nonce run",
    async ({ ask }) => {
      const answer = await ask();
      const policy = answer.headers.get("Content-Security-Policy") ?? "";
      const nonce = policy.match(/script-src 'self' 'nonce-([\w-]{22})' 'strict-dynamic'/)?.[1];
      for (const part of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(part);
      expect(policy).not.toContain("unsafe");
      const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    },
  );

  it("RX20 has a new nonce for each answer", async () => {
    const policies = await Promise.all([send("/"), send("/")]).then((both) =>
      both.map(({ headers }) => headers.get("Content-Security-Policy")),
    );
    expect(policies[0]).not.toBe(policies[1]);
  });

  it("RX20 holds for the markup too: no inline handler, no style attribute, no script from elsewhere", async () => {
    const alice = await openedFor("alice");
    for (const page of ["/", "/dashboard", "/projects", "/settings/sessions", "/nowhere"]) {
      const markup = (await (await alice.visit(page)).text()).replace(/<script[\s\S]*?<\/script>/g, "");
      expect(markup.match(/ on\w+=| style=|javascript:|<iframe|<object|<embed/), page).toBeNull();
    }
  });
});
