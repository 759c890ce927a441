import { describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/users.schema.ts";
import { eq } from "drizzle-orm";
import { addUnverified, SESSION } from "./opened.ts";

const enter = (fields: Record<string, string>, browser = newBrowser()) => browser.submit("/login", fields);

/** The page without what differs from one answer to the next: form token, nonce, request id and time, and what was typed. */
async function withoutRandom(answer: Response, typed: string): Promise<string> {
  const nonce = answer.headers.get("Content-Security-Policy")?.match(/'nonce-([\w-]+)'/)?.[1] ?? "no nonce";
  const requestId = answer.headers.get("X-Request-Id") ?? "no id";
  const page = (await answer.text()).replaceAll(typed, "TYPED").replaceAll(nonce, "NONCE").replaceAll(requestId, "ID");
  return page.replace(/1\.[\w-]{8}\.[\w-]{43}\.[0-9a-f]{22}\.[\w-]{22}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, "RANDOM");
}

const headerNames = ({ headers }: Response) => [...new Set(headers.keys())].toSorted();

describe("signing in with a password", () => {
  it("LG-01 LG-14 CB-01 lets alice in by user name, by address, in any case, and shows her the dashboard", async () => {
    for (const identifier of ["alice", "ALICE", "alice@example.com", " Alice@Example.COM "]) {
      const alice = newBrowser();
      const answer = await enter({ identifier, password: demoPassword }, alice);
      expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/dashboard"]);
      expect(await (await alice.visit("/dashboard")).text()).toContain("Alice");
    }
  });

  it("LG-02 refuses a wrong password with 401, the same page and no cookie", async () => {
    const answer = await enter({ identifier: "alice", password: "not the pass phrase" });
    expect(answer.status).toBe(401);
    expect(cookieSet(answer, SESSION)).toBeUndefined();
    expect(await answer.text()).toContain('value="alice"');
  });

  it("LG-03 PW03 answers somebody it knows and somebody it does not in the same words, headers and cookies", async () => {
    const pairs = [
      ["alice", "nobody-at-all"],
      ["alice@example.com", "nobody-at-all@example.com"],
      ["dave", "nobody-at-all"],
    ] as const;
    for (const pair of pairs) {
      const answers = await Promise.all(
        pair.map((identifier) => enter({ identifier, password: "not the pass phrase" })),
      );
      const [known, unknown] = await Promise.all(answers.map((answer, i) => withoutRandom(answer, pair[i] ?? "")));
      expect(known).toBe(unknown);
      const [one, other] = answers.map((answer) => [answer.status, headerNames(answer), answer.headers.getSetCookie()]);
      expect(one).toEqual(other);
    }
  });

  it("LG-04 PW01 takes missing and empty fields for a wrong password", async () => {
    const tries: Record<string, string>[] = [
      {},
      { identifier: "alice" },
      { password: demoPassword },
      { identifier: "alice", password: "" },
      { identifier: "alice", password: "   " },
      { identifier: "", password: "" },
    ];
    for (const fields of tries) expect((await enter(fields)).status, JSON.stringify(fields)).toBe(401);
  });

  it("LG-05 UM-10 PW24 tells dave, who is disabled, only after the right password", async () => {
    const right = await enter({ identifier: "dave", password: demoPassword });
    const wrong = await enter({ identifier: "dave", password: "not the pass phrase" });
    expect([right.status, wrong.status]).toEqual([403, 401]);
    expect(cookieSet(right, SESSION)).toBeUndefined();
  });

  it("UM-10 PW24 whoever is disabled while signed in is out at the next request, on every page", async () => {
    const carol = await signedIn("carol");
    await db.update(users).set({ isActive: false }).where(eq(users.username, "carol"));
    expect([(await carol.visit("/dashboard")).status, (await carol.visit("/projects.data")).status]).toEqual([
      303, 401,
    ]);
    await db.update(users).set({ isActive: true }).where(eq(users.username, "carol"));
  });

  it("PW24 somebody whose address is not verified gets as far as that step, and no further", async () => {
    await addUnverified("ursula");
    const passwordHash = (await findByUsername("alice"))?.passwordHash ?? null;
    await db.update(users).set({ passwordHash }).where(eq(users.username, "ursula"));
    const ursula = newBrowser();
    expect((await enter({ identifier: "ursula", password: demoPassword }, ursula)).status).toBe(303);
    expect((await ursula.visit("/dashboard")).headers.get("Location")).toBe("/verify-email");
    expect((await ursula.visit("/verify-email")).status).toBe(200);
    expect((await ursula.visit("/dashboard.data")).status).toBe(403);
  });

  it("UM-08 UM-09 root passes every permission; being staff alone gives alice nothing that her role does not", async () => {
    expect((await (await signedIn("root")).visit("/projects/new")).status).toBe(200);
    await db.update(users).set({ isStaff: true }).where(eq(users.username, "erin"));
    expect((await (await signedIn("erin")).visit("/projects/new")).status).toBe(403);
    await db.update(users).set({ isStaff: false }).where(eq(users.username, "erin"));
  });

  it("LG-17 goes on to the page first asked for, and to the dashboard instead of anywhere else", async () => {
    for (const [redirectTo, landing] of [
      ["/projects", "/projects"],
      ["https://evil.example", "/dashboard"],
      ["//evil.example", "/dashboard"],
      ["/logout", "/dashboard"],
    ] as const) {
      const answer = await enter({ identifier: "alice", password: demoPassword, redirectTo });
      expect(answer.headers.get("Location")).toBe(landing);
    }
    expect(await (await newBrowser().visit("/login?redirectTo=%2Fprojects")).text()).toContain(
      'name="redirectTo" value="/projects"',
    );
  });

  it("LG-17 keeps where somebody was going across a mistyped password", async () => {
    const page = await (await enter({ identifier: "alice", password: "wrong", redirectTo: "/projects" })).text();
    expect(page).toContain('name="redirectTo" value="/projects"');
  });
});
