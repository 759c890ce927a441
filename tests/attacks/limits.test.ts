import { beforeEach, describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { minutes } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { travel } from "#tests/support/travel.ts";

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

const tries = (identifier: string, password: string, headers: Record<string, string> = {}) =>
  newBrowser().submit("/login", { identifier, password }, { headers });

const json = { Origin: origin, "Content-Type": "application/json" };

/** Uses up all tries at an account, as somebody without its password would. */
async function useUp(identifier: string): Promise<void> {
  for (let i = 0; i < 10; i++) expect((await tries(identifier, "a wrong pass phrase")).status).toBe(401);
}

describe("too many tries", () => {
  it("LK13 LK01 end in the same page with 429 and Retry-After, for alice and for somebody who does not exist", async () => {
    const answers = [];
    for (const identifier of ["alice", "nobody-at-all"]) {
      await useUp(identifier);
      answers.push(await tries(identifier, "a wrong pass phrase"));
    }
    for (const answer of answers) {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(minutes(14) / 1_000);
      expect(Number(answer.headers.get("Retry-After"))).toBeLessThanOrEqual(minutes(15) / 1_000);
    }
    const [known, unknown] = await Promise.all(answers.map((answer) => answer.text()));
    expect(known?.length).toBeCloseTo(unknown?.length ?? 0, -2);
  });

  it("LK13 tell a program the same, and the right password does not help either until the time is over", async () => {
    await useUp("bob");
    const data = await newBrowser().submit("/login.data", { identifier: "bob", password: demoPassword });
    expect([data.status, Number(data.headers.get("Retry-After")) > 0]).toEqual([429, true]);
    travel(minutes(16));
    expect((await tries("bob", demoPassword)).status).toBe(303);
  });

  it("LK04 are counted by the socket's address, whatever address the headers claim", async () => {
    const claims = [
      "X-Forwarded-For",
      "X-Real-IP",
      "Forwarded",
      "CF-Connecting-IP",
      "True-Client-IP",
      "X-Client-IP",
      "X-Cluster-Client-IP",
    ];
    let status = 0;
    for (let i = 0; i < 101; i++) {
      const spoofed = Object.fromEntries(claims.map((name) => [name, `198.51.100.${i}`]));
      // Another name each time, so that only the address can be what is limited; an empty password costs no hash.
      ({ status } = await tries(`somebody-${i}`, "", spoofed));
      if (status !== 401) break;
    }
    expect(status).toBe(429);
  });

  it("LK04 the audit log names the socket's address, too", async () => {
    await tries("nobody-at-all", "a wrong pass phrase", {
      "X-Forwarded-For": "198.51.100.1",
      "X-Real-IP": "198.51.100.1",
    });
    const { rows } = await pool.query(
      "select distinct address from auth.audit_personal join auth.audit_events on id = event_id where event = 'sign-in'",
    );
    expect(rows).toEqual([{ address: "127.0.0.1" }]);
  });

  it("are counted for a handler as a whole: another method brings no new tries", async () => {
    const statuses: number[] = [];
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      for (let i = 0; i < 6; i++)
        statuses.push((await send("/api/auth/register", { method, headers: json, body: "{}" })).status);
    expect(statuses.indexOf(429)).toBe(20);
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429]);
  });

  it("LK02 LK13 leave everything but signing in as it is", async () => {
    await useUp("carol");
    expect((await send("/login")).status).toBe(200);
    expect((await tries("erin", demoPassword)).status).toBe(303);
  });
});
