import { beforeEach, describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { speak } from "./socket.ts";
import { pool } from "#app/db/client.server.ts";

// How often one may try is not what is being tested here.
beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

const sameOrigin = { Origin: origin };

/** Posts text as it stands, under a token that is right. */
async function post(browser: Browser, target: string, body: string | Buffer) {
  await browser.visit("/login");
  const token = browser.cookies.get("__Host-XSRF-TOKEN") ?? "";
  const headers = { ...sameOrigin, "X-XSRF-TOKEN": token, "Content-Type": "application/x-www-form-urlencoded" };
  return browser.visit(target, { method: "POST", body, headers });
}

describe("a body that is too much", () => {
  it("HT02 PW08 twenty megabytes are refused by their length, before they are read", async () => {
    const headers = { ...sameOrigin, "Content-Length": String(20 * 1024 * 1024) };
    const answer = await send("/login", { method: "POST", headers, body: "" });
    expect(answer.status).toBe(413);
    expect(answer.headers.get("Connection")).toBe("close");
  });

  it("HT02 one byte more than 256 KiB is too much, 256 KiB are not", async () => {
    const filled = (length: number) => `identifier=alice&password=${"x".repeat(length - 26)}`;
    expect((await post(newBrowser(), "/login", filled(256 * 1024 + 1))).status).toBe(413);
    expect((await post(newBrowser(), "/login", filled(256 * 1024))).status).toBe(401);
  });

  it("HT02 a body without a length is refused, so that none can grow without bound", async () => {
    const headers = `Host: app.example.test\r\nOrigin: ${origin}\r\nTransfer-Encoding: chunked`;
    const answer = await speak(`POST /login HTTP/1.1\r\n${headers}\r\n\r\n5\r\na=bcd\r\n0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 411 /);
    expect(answer).toMatch(/connection: close/i);
  });

  it("HT02 a form of 100,000 fields is refused; so is one of 201, with one name or many", async () => {
    expect((await post(newBrowser(), "/login", "a&".repeat(100_000))).status).toBe(400);
    expect((await post(newBrowser(), "/login", "a=1&".repeat(201))).status).toBe(400);
    expect(
      (await post(newBrowser(), "/login", Array.from({ length: 201 }, (_, i) => `a${i}=1`).join("&"))).status,
    ).toBe(400);
  });

  it.each([1_026, 200_000])(
    "PW08 PW01 a password of %i bytes costs no hash and is refused like a wrong one",
    async (length) => {
      const browser = newBrowser();
      await browser.visit("/login");
      let status = 0;
      const statements = await statementsDuring(
        async () =>
          void (status = (await browser.submit("/login", { identifier: "alice", password: "x".repeat(length) }))
            .status),
      );
      expect(status).toBe(401);
      expect(statements.filter((statement) => statement.includes("lockouts"))).toEqual([]);
    },
  );

  it("HT02 a request line or headers of endless length are cut off without an answer from the app", async () => {
    await expect(send(`/${"a".repeat(100_000)}`)).resolves.toMatchObject({ status: 431 });
    await expect(send("/", { headers: { Cookie: "a=".padEnd(100_000, "b") } })).resolves.toMatchObject({ status: 431 });
    expect((await send(`/${"a".repeat(5_000)}`)).status).toBe(400);
  });
});
