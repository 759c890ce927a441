import { beforeAll, describe, expect, it, vi } from "vitest";

vi.hoisted(() => (process.env.LOG_LEVEL = "trace"));

import { send } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import type { Browser } from "#tests/support/browser.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { startProduction } from "#tests/support/production.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { pool } from "#app/db/client.server.ts";
import { makeKey, verifySignatureOnly } from "#app/features/api-keys/key-text.server.ts";
import { sendJson } from "../administrators.ts";
import { logDuring } from "../log-lines.ts";
import { openedFor } from "../opened.ts";
import { askWith, keyOf, showing, type Made } from "./made-keys.ts";

let bob: Browser;
let made: Made;
beforeAll(async () => {
  bob = await openedFor("bob");
  made = await keyOf(bob, ["project:read"]);
});

const flipped = (text: string, at: number) => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);

const swapped = (text: string) => text.replace(/[a-z]/gi, (one) => (one < "a" ? one.toLowerCase() : one.toUpperCase()));

/** What somebody tries who has no key. */
const tries: [what: string, forge: (key: string) => string][] = [
  ["shorter by one", (key) => key.slice(0, -1)],
  ["longer by one", (key) => `${key}A`],
  ["its first random character changed", (key) => flipped(key, 9)],
  ["the last character of its checksum changed", (key) => flipped(key, key.length - 1)],
  ["another version of the signing key", (key) => key.replace(/^gh_live_./, "gh_live_9")],
  ["capitals", (key) => key.toUpperCase()],
  ["only its beginning", (key) => key.slice(0, 13)],
  ["no more than the prefix", () => "gh_live_"],
  ["two keys", (key) => `${key},${key}`],
  ["random text of the right shape", () => `gh_live_1${"x".repeat(43)}_${"y".repeat(22)}`],
  ["the letters of the other case in its checksum", (key) => key.slice(0, -22) + swapped(key.slice(-22))],
  ["a JSON Web Token in its place", () => ['{"alg":"none"}', '{"sub":"bob"}', ""].map(btoa).join(".")],
  ["a space in it", (key) => key.replace(/.$/, " ")],
  ["its checksum padded as other alphabets do", (key) => key.replace(/.$/, "=")],
];

describe("a forged key", () => {
  it.each(tries)(
    "AK01 AK03 AK-04 AK-07 with %s gets the same answer as any other, and costs no statement",
    async (_, forge) => {
      const forged = forge(made.key);
      const answers: Response[] = [];
      const statements = await statementsDuring(async () => {
        answers.push(await askWith(forged), await send("/api/auth/me", { headers: { "X-API-Key": forged } }));
      });
      expect(statements).toEqual([]);
      for (const answer of answers) {
        expect([answer.status, challengeOf(answer)]).toEqual([401, 'Bearer error="invalid_token"']);
        expect(((await answer.json()) as { code: string }).code).toMatch(/^INVALID_(API_KEY|TOKEN)$/);
      }
    },
  );

  it("AK01 AK-07 AK-15 cannot be told from one that was revoked, or was never made", async () => {
    const revoked = await keyOf(bob);
    await sendJson(bob, "DELETE", `/api/keys/${revoked.id}`);
    const bodies = [];
    for (const key of [flipped(made.key, 20), revoked.key, makeKey().key]) {
      const { status, code, detail } = (await (await askWith(key)).json()) as Record<string, unknown>;
      bodies.push({ status, code, detail });
    }
    const same = { status: 401, code: "INVALID_API_KEY", detail: "Invalid or expired API key" };
    expect(bodies).toEqual([same, same, same]);
  });

  it("AK-05 KR-07 is known as one without the database; so is the checksum of another purpose", async () => {
    const statements = await statementsDuring(async () => {
      expect(verifySignatureOnly(made.key)).toBe(true);
      for (const [, forge] of tries) expect(verifySignatureOnly(forge(made.key))).toBe(false);
    });
    expect(statements).toEqual([]);
    const cookie = bob.cookies.get("__Host-session") ?? "";
    expect(verifySignatureOnly(`${made.key.slice(0, -22)}${cookie.slice(-22)}`)).toBe(false);
  });
});

describe("a key in the wrong place", () => {
  it.each<[string, () => Promise<Response>]>([
    ["in the address", () => send(`/api/auth/me?api_key=${made.key}&access_token=${made.key}&key=${made.key}`)],
    [
      "in a cookie",
      () => send("/api/auth/me", { headers: { Cookie: `api_key=${made.key}; __Host-session=${made.key}` } }),
    ],
    ["by Basic", () => send("/api/auth/me", { headers: { Authorization: `Basic ${btoa(`bob:${made.key}`)}` } })],
    ["without a scheme", () => send("/api/auth/me", { headers: { Authorization: made.key } })],
  ])("AK08 AK-10 is nobody's: %s", async (_, ask) => {
    expect((await ask()).status).toBe(401);
  });

  it("AK08 is nobody's in a body", async () => {
    const body = JSON.stringify({ key: made.key, api_key: made.key, name: "Mole" });
    expect((await send("/api/projects", { body, headers: { "Content-Type": "application/json" } })).status).toBe(401);
  });
});

describe("a key that was revoked", () => {
  it("AK04 opens nothing from then on, whoever asks in whichever process, twenty at once", async () => {
    const keys = { SESSION_SIGNING_KEYS: process.env.SESSION_SIGNING_KEYS ?? "", API_KEY_SIGNING_KEYS: "" };
    const other = await startProduction(process.env.DATABASE_URL ?? "", { ...keys, LOG_LEVEL: "silent" });
    const { key, id } = await keyOf(bob);
    const there = async () => (await fetch(`${other.url}/api/auth/me`, { headers: showing(key) })).status;
    expect([await there(), (await askWith(key)).status]).toEqual([200, 200]);
    await sendJson(bob, "DELETE", `/api/keys/${id}`);
    const uses = Array.from({ length: 20 }, async (__, i) => (i % 2 ? there() : (await askWith(key)).status));
    expect(await Promise.all(uses)).toEqual(Array(20).fill(401));
    await other.stop();
  });
});

describe("what is left of a key that was used", () => {
  it("AK12 AK-12 Z-14 is its id and how it begins: no log line, audit row, mail or page has more of it", async () => {
    const secret = made.key.slice(made.prefix.length);
    const uses = ["/api/auth/me", "/api/admin/users", "/api/nothing"];
    const logged = await logDuring(async () => {
      for (const path of uses) await askWith(made.key, path);
      await askWith(flipped(made.key, 12));
    });
    const lines = logged.join("\n");
    expect(lines).toContain('"forgeries":');
    const { rows: events } = await pool.query("select * from auth.audit_events");
    const page = await (await bob.visit("/settings/api-keys")).text();
    const mails = await mailsTo("bob@example.com");
    for (const left of [lines, JSON.stringify(events), page, JSON.stringify(mails)]) {
      expect(left.length).toBeGreaterThan(0);
      expect(left).not.toContain(secret.slice(0, 20));
      expect(left).not.toContain(made.key.slice(-22));
    }
    expect(page).toContain(made.prefix);
  });
});
