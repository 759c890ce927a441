import { describe, expect, it } from "vitest";

import { origin } from "#tests/support/app.ts";
import type { Browser } from "#tests/support/browser.ts";
import { openedFor } from "#tests/app/opened.ts";

const FORM = "application/x-www-form-urlencoded";

async function alice(): Promise<{ browser: Browser; csrf: string }> {
  const browser = await openedFor("alice");
  await browser.visit("/dashboard");
  return { browser, csrf: browser.cookies.get("__Host-XSRF-TOKEN") ?? "" };
}

async function postTheme(type: string | null, write: (csrf: string) => string, headers: Record<string, string> = {}) {
  const { browser, csrf } = await alice();
  const named: Record<string, string> = type === null ? {} : { "Content-Type": type };
  return browser.visit("/theme", {
    method: "POST",
    body: write(csrf),
    headers: { Origin: origin, ...named, ...headers },
  });
}

const asForm = (csrf: string) => new URLSearchParams({ csrf, theme: "dark" }).toString();
const asJson = (csrf: string) => JSON.stringify({ csrf, theme: "dark" });
const asParts = (csrf: string) =>
  `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--x\r\nContent-Disposition: form-data; name="theme"\r\n\r\ndark\r\n--x--\r\n`;

describe("what a posted form may look like", () => {
  it.each([FORM, FORM.toUpperCase(), `${FORM};charset=UTF-8`])("CS11 %s is read", async (type) => {
    const answer = await postTheme(type, asForm);
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie().join()).toContain("theme=dark");
  });

  it.each([
    ["text/plain", asJson],
    ["application/json", asJson],
    ["multipart/form-data; boundary=x", asParts],
    [`${FORM}, text/plain`, asForm],
    [`text/plain, ${FORM}`, asForm],
    [null, asForm],
    ["", asForm],
  ] as const)("CS11 %s is not, whatever it holds", async (type, write) => {
    const answer = await postTheme(type, write);
    expect(answer.status).toBe(415);
    expect(answer.headers.getSetCookie().join()).not.toContain("theme=");
  });

  it("CS11 the type is asked even when the token stands in a header", async () => {
    const { csrf, browser } = await alice();
    const headers = { Origin: origin, "Content-Type": "application/json", "X-XSRF-TOKEN": csrf };
    expect((await browser.visit("/theme", { method: "POST", body: asJson(csrf), headers })).status).toBe(415);
  });

  it.each(["text/plain", "multipart/form-data; boundary=x", "application/json"])(
    "CS11 from another site %s is refused before it is read",
    async (type) => {
      expect((await postTheme(type, asForm, { Origin: "https://evil.example" })).status).toBe(403);
    },
  );
});

describe("methods in disguise", () => {
  it.each(["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])(
    "CS12 %s has no effect on a GET",
    async (header) => {
      const { browser } = await alice();
      const answer = await browser.visit("/logout", { headers: { [header]: "POST" } });
      expect(answer.status).toBe(405);
      expect((await browser.visit("/dashboard")).status).toBe(200);
    },
  );

  it("CS12 neither has _method, in the address or in the form", async () => {
    const { browser, csrf } = await alice();
    expect((await browser.visit("/logout?_method=POST")).status).toBe(405);
    expect((await browser.submit("/theme?_method=DELETE", { csrf, theme: "dark", _method: "DELETE" })).status).toBe(
      303,
    );
    expect((await browser.visit("/dashboard")).status).toBe(200);
  });

  it("RX24 pages know GET, HEAD and POST; nothing else reaches an action", async () => {
    const { browser, csrf } = await alice();
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY"]) {
      for (const target of [
        "/settings/sessions",
        "/settings/sessions.data",
        "/logout",
        "/theme",
        "/login",
        "/",
        "/nowhere",
      ]) {
        const headers = { Origin: origin, "X-XSRF-TOKEN": csrf };
        const answer = await browser.visit(target, { method, headers });
        expect(answer.status, `${method} ${target}`).toBe(405);
      }
    }
    expect((await browser.visit("/dashboard")).status).toBe(200);
  });
});
