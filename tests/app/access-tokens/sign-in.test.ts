import { beforeEach, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { pool } from "#app/db/client.server.ts";
import { hashPassword } from "#app/auth/passwords.server.ts";
import { addUnverified } from "../opened.ts";
import { ask, claimsIn, post, signInProgram } from "./programs.ts";

const login = (body: unknown, headers: Record<string, string> = {}) => post("/api/auth/login", body, headers);
const tell = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code];
const count = async (statement: string) => Number((await pool.query(statement)).rows[0].count);

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

describe("a program that signs in", () => {
  it("LG-09 LG-10 LG-12 RG-01 BE-03 JT-02 gets an access token of 15 minutes, which says who asks", async () => {
    const answer = await login({ identifier: "bob", password: demoPassword, client: "Harbour app" });
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(answer.headers.getSetCookie().filter((cookie) => cookie.includes("session"))).toEqual([]);
    const tokens = (await answer.json()) as { access_token: string; refresh_token: string };
    expect(tokens).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refresh_token: expect.stringMatching(/^ghr_1[\w-]{43}$/),
      token_type: "bearer",
      expires_in: 900,
    });
    const me = await ask("/api/auth/me", tokens);
    expect(await me.json()).toMatchObject({ username: "bob", roles: ["editor", "viewer"], via: "accessToken" });
    expect((await ask("/api/projects", tokens)).status).toBe(200);
  });

  it("C-05 RG-08 JT-06 gets a token that says nothing about the person but an id", async () => {
    const claims = claimsIn(await signInProgram("alice"));
    expect(Object.keys(claims).toSorted()).toEqual(["aud", "client_id", "exp", "iat", "iss", "jti", "sid", "sub"]);
    expect(JSON.stringify(claims)).not.toMatch(/alice|admin/i);
  });

  it("LG-14 C-24 may say who by user name or by address, under either name of the field", async () => {
    for (const who of [{ username: "bob" }, { email: "bob@example.com" }, { identifier: "BOB@example.com" }])
      expect((await login({ ...who, password: demoPassword })).status).toBe(200);
  });

  it("LG-09 LG-15 is told the same for a wrong password and for nobody", async () => {
    const wrong = await login({ identifier: "bob", password: "not a pass phrase" });
    expect(await wrong.json()).toMatchObject({
      status: 401,
      code: "INVALID_CREDENTIALS",
      detail: "Invalid credentials",
    });
    expect(challengeOf(wrong)).toBe("Bearer");
    expect(await tell(await login({ identifier: "nobody", password: demoPassword }))).toEqual([
      401,
      "INVALID_CREDENTIALS",
    ]);
    expect(await tell(await login({ identifier: "", password: "" }))).toEqual([401, "INVALID_CREDENTIALS"]);
  });

  it("is told what keeps its person out only after the right password, and leaves no session behind", async () => {
    const ursula = await addUnverified("ursula");
    const hash = await hashPassword(demoPassword);
    await pool.query("update auth.users set password_hash = $1 where id = $2", [hash, ursula.id]);
    expect(await tell(await login({ identifier: "dave", password: demoPassword }))).toEqual([403, "ACCOUNT_DISABLED"]);
    expect(await tell(await login({ identifier: "dave", password: "wrong one" }))).toEqual([
      401,
      "INVALID_CREDENTIALS",
    ]);
    expect(await tell(await login({ identifier: "ursula", password: demoPassword }))).toEqual([
      403,
      "EMAIL_UNVERIFIED",
    ]);
    expect(
      await count(
        `select count(*) from auth.sessions where user_id in (select id from auth.users where username in ('dave', 'ursula'))`,
      ),
    ).toBe(0);
  });

  it("LK13 is limited with everybody else, and told for how long", async () => {
    for (let i = 0; i < 10; i++) await login({ identifier: "nobody-there", password: "a guess" });
    const limited = await login({ identifier: "nobody-there", password: "a guess" });
    expect(await tell(limited)).toEqual([429, "RATE_LIMITED"]);
    expect(Number(limited.headers.get("Retry-After"))).toBeGreaterThan(0);
  });

  it.each([
    ["a number for a name", { identifier: 7, password: "x" }, ["identifier"]],
    ["nothing", {}, ["identifier", "password"]],
    ["lists", { identifier: ["bob"], password: ["x"] }, ["identifier", "password"]],
    ["a program called by an address", { identifier: "bob", password: "x", client: "evil.example" }, ["client"]],
    [
      "a scope that is no permission",
      { identifier: "bob", password: "x", scope: "project:read everything" },
      ["scope"],
    ],
    ["an empty scope", { identifier: "bob", password: "x", scope: [] }, ["scope"]],
  ])("HT01 is told what it sent wrong: %s", async (_, body, fields) => {
    const answer = await login(body);
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(fields);
  });

  it("Z-14 cannot do so by an address with a password in it, nor by a form", async () => {
    const inAddress = `/api/auth/login?identifier=bob&password=${encodeURIComponent(demoPassword)}`;
    expect((await post(inAddress, {})).status).toBe(400);
    expect((await send("/api/auth/login", { form: { identifier: "bob", password: demoPassword } })).status).toBe(415);
    expect((await send("/api/auth/login")).status).toBe(400);
  });

  it("CS11 is not a page of another site: that one's post is refused, and so is one with a session and no form token", async () => {
    const body = { identifier: "bob", password: demoPassword };
    expect((await login(body, { Origin: "https://evil.example" })).status).toBe(403);
    const bob = await signedIn("bob");
    const cookie = [...bob.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    expect(await tell(await login(body, { Cookie: cookie }))).toEqual([403, "CSRF_FAILED"]);
  });
});

describe("the person", () => {
  it("is told once of a program that is new to them, and not of its every sign-in", async () => {
    await signedIn("carol"); // the first of all is no news
    await signInProgram("carol", { client: "Lantern 2.1" });
    await signInProgram("carol", { client: "Lantern 2.1" });
    const mails = (await mailsTo("carol@example.com")).filter(({ text }) => text.includes("Lantern 2.1"));
    expect(mails.map(({ kind }) => kind)).toEqual(["new-device"]);
    expect(mails[0]?.text).toContain("A program that is new to your account");
  });

  it("AK07 a browser cannot pass for a known one by a program's name", async () => {
    const { rows } = await pool.query("select token_hash from auth.devices");
    const { hashToken } = await import("#app/auth/secrets.server.ts");
    expect(rows.map((row) => row.token_hash)).toContain(hashToken("program Lantern 2.1"));
    const { deviceCookie, readDeviceCookie } = await import("#app/guards/cookies.server.ts");
    const forged = deviceCookie("program Lantern 2.1").split(";")[0]?.split("=")[1];
    expect(readDeviceCookie(decodeURIComponent(forged ?? ""))).toBeNull();
  });
});

describe("how many", () => {
  it("SE-11 twenty programs of somebody do not sign them out of their browser", async () => {
    const erin = await signedIn("erin");
    for (let i = 0; i < 21; i++) await signInProgram("erin");
    expect((await erin.visit("/dashboard")).status).toBe(200);
    expect(
      await count(
        `select count(*) from auth.sessions s join auth.users u on u.id = s.user_id where username = 'erin' and client is not null`,
      ),
    ).toBe(20);
  });
});
