import { expect, describe, it, vi } from "vitest";

vi.hoisted(() => (process.env.LOG_LEVEL = "trace"));

import { app, send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { logDuring } from "./log-lines.ts";
import { SESSION } from "./opened.ts";
import { pool } from "#app/db/client.server.ts";

const wrongPassword = "a wrong pass phrase, typed by hand";

/** Every row of every table, as text. */
async function wholeDatabase(): Promise<string> {
  const { rows } = await pool.query(
    "select schemaname, tablename from pg_tables where schemaname in ('auth', 'public')",
  );
  const tables = rows as { schemaname: string; tablename: string }[];
  const dumps = await Promise.all(
    tables.map(({ schemaname, tablename }) => pool.query(`select t::text from ${schemaname}.${tablename} t`)),
  );
  return dumps.flatMap((dump) => (dump.rows as { t: string }[]).map(({ t }) => t)).join("\n");
}

/** The parts of a browser's cookies that open something. */
const secretsOf = ({ cookies }: Browser) =>
  [...cookies.values()].flatMap((value) => [value, ...value.split(".")]).filter((part) => part.length > 20);

describe("a run of sign-ins", () => {
  it("PW-10 AU01 PW19 leaves no password, cookie or token in the log, in the database or in an answer", async () => {
    const bodies: string[] = [];
    const secrets = new Set<string>();
    const lines = await logDuring(async () => {
      for (const username of ["alice", "bob", "dave", "nobody-at-all"]) {
        const browser = newBrowser();
        const keep = async (answer: Response) => {
          secretsOf(browser).forEach((secret) => secrets.add(secret));
          bodies.push(`${answer.headers.get("Location")}${await answer.text()}`);
        };
        await keep(await browser.submit("/login", { identifier: username, password: wrongPassword }));
        await keep(await browser.submit("/login.data", { identifier: username, password: wrongPassword }));
        await keep(await browser.submit("/login", { identifier: username, password: demoPassword }));
        await browser.submit(`/login?password=${encodeURIComponent(demoPassword)}`, {
          identifier: username,
          password: "",
        });
        await browser.visit(`/login?password=${encodeURIComponent(demoPassword)}&token=in-an-address`);
        await keep(await browser.visit("/settings/sessions"));
        await keep(
          await send("/dashboard", {
            headers: { Authorization: `Bearer ${demoPassword}`, Cookie: `${SESSION}=forged-${demoPassword}` },
          }),
        );
        await keep(await browser.submit("/logout", {}));
      }
    });
    const log = lines.join("");
    expect(lines.length).toBeGreaterThan(20);
    expect(secrets.size).toBeGreaterThan(10);
    const database = await wholeDatabase();
    for (const place of [log, database, bodies.join("")]) {
      for (const password of [demoPassword, wrongPassword]) {
        for (const form of [password, encodeURIComponent(password), password.replaceAll(" ", "+")])
          expect(place).not.toContain(form);
      }
    }
    const spilt = (place: string) => [...secrets].filter((secret) => place.includes(secret));
    expect([spilt(log), spilt(database)]).toEqual([[], []]);
    expect(log).not.toContain("in-an-address");
  });

  it("AU01 would be noticed: the log does name the path and the status of each request", async () => {
    const lines = await logDuring(() => send("/login?x=1"));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ path: "/login", status: 200, method: "GET" }),
    );
  });

  it("ER-07 the id in an answer is the one in the log", async () => {
    let answer = new Response();
    const lines = await logDuring(async () => void (answer = await send("//dashboard")));
    expect(lines.join("")).toContain(answer.headers.get("X-Request-Id"));
  });
});

describe("the log", () => {
  it.each([
    ["the address", () => send('/a%22%7D%0A{"level":50}?x=%0d%0aINJECTED')],
    ["the user agent", () => send("/login", { headers: { "User-Agent": '\u009b[31mred", "level": 60, "x": "\t' } })],
    ["a forged cookie", () => send("/login", { headers: { Cookie: `${SESSION}=%1b[2J","level":60` } })],
    [
      "the name",
      () => newBrowser().submit("/login", { identifier: 'x\r\n{"level":60,"msg":"INJECTED"}\u001b[2J', password: "y" }),
    ],
  ])("AU02 takes odd text in %s as part of one line, and nothing in it as an escape", async (_, work) => {
    const lines = await logDuring(work);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(JSON.parse(line).level).toBeLessThan(50);
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }
  });

  it("AU02 a name with line breaks is one event of the audit log", async () => {
    const count = async () => Number((await pool.query("select count(*) from auth.audit_events")).rows[0].count);
    const before = await count();
    await newBrowser().submit(
      "/login",
      { identifier: "x\r\ny", password: "some pass phrase" },
      { headers: { "User-Agent": "a\tb" } },
    );
    expect(await count()).toBe(before + 1);
  });

  it("AU03 SE-05 a forged cookie is a warning in the log with the request's id, and no row", async () => {
    const lines = await logDuring(() => send("/login", { headers: { Cookie: `${SESSION}=forged` } }));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 40, forgeries: expect.any(Number), requestId: expect.any(String) }),
    );
  });
});

describe("the app", () => {
  it("Z-07 CK02 hands its signing key to nobody: nothing that it exports leads there", () => {
    const key = process.env.SESSION_SIGNING_KEYS?.slice(2) ?? "no key";
    const seen = new Set<unknown>();
    const queue: unknown[] = Object.values(app);
    while (queue.length > 0) {
      const thing = queue.pop();
      expect(typeof thing === "string" && thing.includes(key)).toBe(false);
      if ((typeof thing !== "object" && typeof thing !== "function") || thing === null || seen.has(thing)) continue;
      seen.add(thing);
      for (const name of Reflect.ownKeys(thing)) queue.push(Reflect.getOwnPropertyDescriptor(thing, name)?.value);
    }
    expect(seen.size).toBeGreaterThan(50);
  });
});
