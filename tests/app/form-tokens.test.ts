import { describe, expect, it } from "vitest";

import { origin } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { openedFor } from "./opened.ts";

const TOKEN = "__Host-XSRF-TOKEN";
const tokenOf = ({ cookies }: Browser) => cookies.get(TOKEN) ?? "";

/** Posts the theme form from our own page with just this token, by field or by header. */
const post = (browser: Browser, token: string, by: "field" | "header" = "field") =>
  browser.visit("/theme", {
    form: { theme: "dark", ...(by === "field" ? { csrf: token } : {}) },
    headers: { Origin: origin, ...(by === "header" ? { "X-XSRF-TOKEN": token } : {}) },
  });

async function alice(): Promise<Browser> {
  const browser = await openedFor("alice");
  await browser.visit("/dashboard");
  return browser;
}

describe("the form token", () => {
  it("CS-01 CS-05 is set by a GET or HEAD, readable for scripts, bound to this host and this site", async () => {
    for (const method of ["GET", "HEAD"]) {
      const set = cookieSet(await newBrowser().visit("/", { method }), TOKEN);
      expect(Object.fromEntries(set?.attributes ?? [])).toEqual({ path: "/", secure: "", samesite: "Lax" });
    }
  });

  it("CS-01 is set once: whoever has a fitting one keeps it", async () => {
    const browser = await alice();
    expect(cookieSet(await browser.visit("/projects"), TOKEN)).toBeUndefined();
  });

  it("CS-03 holds 32 random bytes as 43 URL-safe characters, new for each browser", async () => {
    const tokens = await Promise.all([alice(), alice()]).then((browsers) => browsers.map(tokenOf));
    const random = tokens.map((token) => token.split(".")[2] ?? "");
    for (const part of random) expect(part).toMatch(/^[\w-]{43}$/);
    expect(new Set(random).size).toBe(2);
  });

  it("CS-02 CS-04 goes back in a field called csrf or in the header X-XSRF-TOKEN", async () => {
    const browser = await alice();
    expect((await post(browser, tokenOf(browser), "field")).status).toBe(303);
    expect((await post(browser, tokenOf(browser), "header")).status).toBe(303);
  });

  it("CS-02 CS-04 a missing, empty, cut, longer or changed one is refused, and the page says that the form is out of date", async () => {
    const browser = await alice();
    const token = tokenOf(browser);
    for (const wrong of [
      "",
      "x",
      token.slice(0, -1),
      `${token}A`,
      token.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      token.toUpperCase(),
    ]) {
      const answer = await post(browser, wrong);
      expect(answer.status, wrong).toBe(403);
      expect(await answer.text()).toContain("CSRF_FAILED");
    }
  });

  it("CS-02 is needed although the cookie is there, and the cookie although the field is", async () => {
    const browser = await alice();
    const token = tokenOf(browser);
    expect((await browser.visit("/theme", { form: { theme: "dark" }, headers: { Origin: origin } })).status).toBe(403);
    browser.cookies.delete(TOKEN);
    expect((await post(browser, token)).status).toBe(403);
  });

  it("CS-01 CS04 is needed when nobody is signed in, too", async () => {
    const visitor = newBrowser();
    await visitor.visit("/login");
    expect((await post(visitor, "")).status).toBe(403);
    expect((await post(visitor, tokenOf(visitor))).status).toBe(303);
  });

  it("CS-08 is asked before the action runs: a refused form changes nothing", async () => {
    const browser = await alice();
    const elsewhere = await openedFor("alice");
    const headers = { Origin: origin };
    const answer = await browser.visit("/settings/sessions", { form: { intent: "revoke-others" }, headers });
    expect(answer.status).toBe(403);
    expect((await elsewhere.visit("/dashboard")).status).toBe(200);
  });

  it("CS-08 CS04 where the request comes from is asked before the database is", async () => {
    const browser = await alice();
    const postFromAfar = () =>
      browser.visit("/settings/sessions", {
        form: { csrf: tokenOf(browser) },
        headers: { Origin: "https://evil.example" },
      });
    expect(await statementsDuring(postFromAfar)).toEqual([]);
  });

  it("CS-06 an Authorization header does not make up for it while there is a session cookie", async () => {
    const browser = await alice();
    const answer = await browser.visit("/theme", {
      form: { theme: "dark" },
      headers: { Origin: origin, Authorization: "Bearer x" },
    });
    expect(answer.status).toBe(403);
  });

  it("CS-07 DH-02 the probes take part in none of this: no cookie, no token", async () => {
    for (const probe of ["/health", "/ready"])
      expect((await newBrowser().visit(probe)).headers.getSetCookie()).toEqual([]);
  });

  it("CS-09 stands in every form of every page, the same as in the cookie", async () => {
    const browser = await alice();
    await openedFor("alice"); // another session, so that the sessions page shows its forms
    for (const page of ["/dashboard", "/projects", "/settings/sessions", "/nowhere"]) {
      const html = await (await browser.visit(page)).text();
      const forms = html.match(/<form[^>]*method="post"/g) ?? [];
      const fields = [...html.matchAll(/name="csrf" value="([^"]+)"/g)].map(([, value]) => value);
      expect(forms.length, page).toBeGreaterThan(0);
      expect(fields, page).toEqual(forms.map(() => tokenOf(browser)));
    }
  });
});
