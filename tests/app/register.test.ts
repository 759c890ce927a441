import { beforeEach, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, registered, registers, signsIn, somebodyNew } from "./account.ts";

const rowsFor = async (email: string) =>
  (await pool.query("select * from auth.users where canonical_email = lower($1)", [email])).rows;
const asJson = (body: unknown, headers: Record<string, string> = {}) => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "Content-Type": "application/json", ...headers },
});

// Everybody here registers from one address, which may do so twenty times an hour.
beforeEach(() => pool.query("truncate auth.counters"));

describe("registering", () => {
  it("RM-03 sends a mail, whose link proves the address, and only then lets the person in", async () => {
    const nora = somebodyNew();
    const { browser, answer } = await registers(nora);
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/register?sent="]);
    expect((await signsIn(nora, browser)).headers.get("Location")).toBe("/dashboard");
    expect((await browser.visit("/dashboard")).headers.get("Location")).toBe("/verify-email");
    const { page } = await followLink(await linkIn("verify-email", nora.email), browser);
    expect(await page.text()).toContain(nora.email);
    const confirmed = await browser.submit("/verify-email", { intent: "confirm" });
    expect(confirmed.headers.get("Location")).toBe("/dashboard");
    expect((await browser.visit("/dashboard")).status).toBe(200);
  });

  it("RG-05 RG-07 PW-03 stores a hash and gives the first role, nothing more", async () => {
    const person = await registered();
    const [row] = await rowsFor(person.email);
    expect(row.password_hash).toMatch(/^\$argon2id\$/);
    expect([row.is_staff, row.is_superuser, row.is_active]).toEqual([false, false, true]);
    const { rows } = await pool.query(
      "select r.name from auth.memberships m join auth.roles r on r.id = m.role_id where m.user_id = $1",
      [row.id],
    );
    expect(rows).toEqual([{ name: "viewer" }]);
  });

  it("C-17 PW04 answers the same for a taken address, tells its owner alone, and makes no account", async () => {
    const owner = await registered();
    const intruder = { ...somebodyNew(), email: owner.email.toUpperCase() };
    const fresh = somebodyNew();
    const [taken, free] = [(await registers(intruder)).answer, (await registers(fresh)).answer];
    const seen = (answer: Response) => [
      answer.status,
      answer.headers.get("Location"),
      answer.headers.get("Set-Cookie"),
    ];
    expect(seen(taken)).toEqual(seen(free));
    expect(await rowsFor(owner.email)).toHaveLength(1);
    expect((await mailsTo(owner.email)).map(({ kind }) => kind)).toContain("address-taken");
    // Nor does the name that was asked for tell: it is taken now, as it would be had an account been made.
    expect((await registers({ ...somebodyNew(), username: intruder.username })).answer.status).toBe(409);
    expect((await registers({ ...somebodyNew(), username: fresh.username })).answer.status).toBe(409);
  });

  it("RG-06 makes a user name from the address for a program that names none, and another when it is taken", async () => {
    const nora = somebodyNew();
    const asks = (email: string) => send("/api/auth/register", asJson({ email, password: nora.password }));
    expect((await asks(nora.email)).status).toBe(201);
    expect((await asks(nora.email.replace("@", "@another."))).status).toBe(201);
    expect((await asks("+@example.org")).status).toBe(201);
    const names = [nora.email, nora.email.replace("@", "@another."), "+@example.org"].map(async (email) => {
      const [row] = await rowsFor(email);
      return row.username as string;
    });
    const [first, second, odd] = await Promise.all(names);
    expect(first).toBe(nora.username);
    expect(second).toMatch(new RegExp(`^${nora.username}-\\d+$`));
    expect(odd).toMatch(/^user(-\d+)?$/);
  });

  it("RG-03 says that a user name is taken, in any spelling, and gives back what was typed but the password", async () => {
    const { answer } = await registers({ ...somebodyNew(), username: "ALICE" });
    const page = await answer.text();
    expect(answer.status).toBe(409);
    expect(page).toContain("Somebody else has this username");
    expect(page).toContain('value="Quist"');
    expect(page).not.toContain("lanterns");
  });

  it.each([
    ["username", { username: "al" }, "at least 3"],
    ["username", { username: "a@b.example" }, "letters, digits"],
    ["email", { email: "not an address" }, "name@example.com"],
    ["email", { email: "two@example.org, three@example.org" }, "name@example.com"],
    ["email", { email: "x@example.org\r\nBcc: y@example.org" }, "name@example.com"],
    ["password", { password: "short" }, "at least 15"],
    ["password", { password: "passwordpassword" }, "attacker would try"],
    ["firstName", { firstName: "x".repeat(101) }, "at most 100"],
  ])("RG-02 AC09 refuses a bad %s in its place: %j", async (_, bad, says) => {
    const person = { ...somebodyNew(), ...bad };
    const { answer } = await registers(person);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(says);
    expect(await rowsFor(person.email)).toEqual([]);
  });

  it("AC05 makes one account of twelve registrations of one address at once, and no error", async () => {
    const person = somebodyNew();
    const spell = (i: number) => [...person.email].map((c, at) => ((i >> (at % 4)) & 1 ? c.toUpperCase() : c)).join("");
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        registers({ ...person, username: `${person.username}n${i}`, email: spell(i) }),
      ),
    );
    expect(answers.map(({ answer }) => answer.status)).toEqual(answers.map(() => 303));
    expect(await rowsFor(person.email)).toHaveLength(1);
  });

  it("AC11 a link may be opened by a mail scanner: it proves nothing and is not used up", async () => {
    const person = somebodyNew();
    await registers(person);
    const link = await linkIn("verify-email", person.email);
    for (const method of ["HEAD", "GET"]) await newBrowser().visit(link, { method });
    await followLink(link);
    expect((await rowsFor(person.email))[0].email_verified_at).toBeNull();
    const { browser } = await followLink(link);
    expect((await browser.submit("/verify-email", { intent: "confirm" })).headers.get("Location")).toBe(
      "/login?done=verified",
    );
  });

  it("AC04 moves the token out of the address at once, and no page or log shows it", async () => {
    const person = somebodyNew();
    await registers(person);
    const link = await linkIn("verify-email", person.email);
    const answer = await newBrowser().visit(link);
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/verify-email"]);
    expect(answer.headers.get("Referrer-Policy")).toBe("same-origin");
    const { page } = await followLink(link);
    expect(await page.text()).not.toContain(link.split("=")[1]);
  });

  it("AC03 writes links with the configured origin, whatever host a request names", async () => {
    const person = somebodyNew();
    await newBrowser().submit("/register", person, { headers: { "X-Forwarded-Host": "evil.example" } });
    expect((await mailsTo(person.email))[0]?.link).toMatch(
      /^https:\/\/app\.example\.test\/verify-email\?token=[\w-]{43}$/,
    );
  });

  it("AC02 only the newest link proves the address, and only once", async () => {
    const person = somebodyNew();
    const { browser } = await registers(person);
    const old = await linkIn("verify-email", person.email);
    await signsIn(person, browser);
    await browser.visit("/verify-email");
    expect((await browser.submit("/verify-email", { intent: "resend" })).status).toBe(303);
    const oldPage = await followLink(old);
    await oldPage.browser.submit("/verify-email", { intent: "confirm" });
    expect((await rowsFor(person.email))[0].email_verified_at).toBeNull();
    const fresh = await linkIn("verify-email", person.email);
    const browsers = await Promise.all(Array.from({ length: 10 }, async () => (await followLink(fresh)).browser));
    const answers = await Promise.all(browsers.map((one) => one.submit("/verify-email", { intent: "confirm" })));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
  });
});

describe("POST /api/auth/register", () => {
  it("RG-01 C-17 answers 201 and check-mail, for a new and a taken address alike, and gives no token", async () => {
    const { firstName: _, lastName: __, ...person } = somebodyNew();
    for (const username of [person.username, `${person.username}again`]) {
      const answer = await send("/api/auth/register", asJson({ ...person, username }));
      expect([answer.status, await answer.json()]).toEqual([201, { status: "check-mail" }]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await rowsFor(person.email)).toHaveLength(1);
  });

  it("RG-02 RG-03 answers problems: the list of fields, or the taken name", async () => {
    const bad = await send("/api/auth/register", asJson({ username: "al", email: 7, password: "short" }));
    const problem = await bad.json();
    expect(bad.status).toBe(400);
    expect(bad.headers.get("Content-Type")).toBe("application/problem+json");
    expect(problem).toMatchObject({ code: "VALIDATION_FAILED", status: 400 });
    expect(problem.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      "email",
      "password",
      "username",
    ]);
    const taken = await send("/api/auth/register", asJson({ ...somebodyNew(), username: "alice" }));
    expect([taken.status, await taken.json()]).toMatchObject([
      409,
      { code: "USERNAME_TAKEN", detail: "Username 'alice' is already taken" },
    ]);
  });

  it("HT01 HT03 takes a JSON object and nothing else", async () => {
    const person = somebodyNew();
    const statusOf = async (body: string, type = "application/json") =>
      (await send("/api/auth/register", { method: "POST", body, headers: { "Content-Type": type } })).status;
    const form = new URLSearchParams(person).toString();
    expect(await statusOf(form, "application/x-www-form-urlencoded")).toBe(415);
    expect(await statusOf(JSON.stringify(person), "text/plain")).toBe(415);
    for (const body of [
      "[]",
      "null",
      "7",
      "{",
      '{"username":"\ud800"}'.slice(0, -3),
      `{"a":${"[".repeat(50)}${"]".repeat(50)}}`,
      '{"username":"a\\u0000b"}',
    ])
      expect(await statusOf(body)).toBe(400);
    expect(await statusOf('{"__proto__":{"isSuperuser":true},"constructor":1}')).toBe(400);
    expect(await rowsFor(person.email)).toEqual([]);
  });

  it("AZ05 gives nobody more than a visitor may ask for", async () => {
    const person = {
      ...somebodyNew(),
      isSuperuser: true,
      isStaff: true,
      roles: ["admin"],
      emailVerifiedAt: "2020-01-01",
    };
    expect((await send("/api/auth/register", asJson(person))).status).toBe(201);
    const [row] = await rowsFor(person.email);
    expect([row.is_superuser, row.is_staff, row.email_verified_at]).toEqual([false, false, null]);
  });

  it("CS01 refuses another site, and a session cookie without its token", async () => {
    const foreign = await send("/api/auth/register", asJson(somebodyNew(), { Origin: "https://evil.example" }));
    expect(foreign.status).toBe(403);
    const browser = newBrowser();
    await signsIn({ username: "bob", password: "demo pass phrase 2026" }, browser);
    const riding = await browser.visit("/api/auth/register", asJson(somebodyNew()));
    expect([riding.status, (await riding.json()).code]).toEqual([403, "CSRF_FAILED"]);
  });
});

describe("GET /api/auth/me", () => {
  it("UM-14 says who is asking, and 401 to nobody", async () => {
    const browser = newBrowser();
    await signsIn({ username: "bob", password: "demo pass phrase 2026" }, browser);
    const me = await (await browser.visit("/api/auth/me")).json();
    expect(me).toMatchObject({ username: "bob", email: "bob@example.com", isStaff: false, via: "session" });
    expect(me).toMatchObject({ roles: ["editor", "viewer"], permissions: ["project:create", "project:read"] });
    expect(Object.keys(me)).not.toContain("passwordHash");
    const nobody = await send("/api/auth/me");
    expect([nobody.status, (await nobody.json()).code]).toEqual([401, "AUTH_REQUIRED"]);
  });
});
