import { describe, expect, it, vi } from "vitest";

vi.hoisted(() => (process.env.LOG_LEVEL = "trace"));

import { send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { logDuring } from "./log-lines.ts";
import { openedFor } from "./opened.ts";

type Ask = () => Promise<Response>;

/** What the answer is, and what the log says about it louder than "info". */
async function answered(ask: Ask) {
  let answer = new Response();
  const lines = await logDuring(async () => void (answer = await ask()));
  const loud = lines.map((line) => JSON.parse(line) as { level: number; msg: string });
  return { answer, loud: loud.filter(({ level }) => level > 30).map(({ msg }) => msg) };
}

const posts = ["/", "/?index", "/dashboard", "/projects/new", "/nowhere", "/health"];

describe("with the log on, as in production", () => {
  it.each(posts)("RX24 RX18 a post to %s, which takes none, is a 405 and no bug of ours", async (target) => {
    for (const browser of [newBrowser(), await openedFor("alice")]) {
      const { answer, loud } = await answered(() => browser.submit(target, {}));
      expect([answer.status, loud]).toEqual([405, []]);
    }
  });

  it("RX24 RX18 looking at /theme, which only takes a form, is a refusal and no bug of ours", async () => {
    const { answer, loud } = await answered(() => send("/theme"));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(loud).toEqual([]);
  });

  it("ER-08 an error page of a bug in the frame itself carries the request id", async () => {
    const { pool } = await import("#app/db/client.server.ts");
    const alice = await openedFor("alice");
    await pool.query("alter table auth.sessions rename to sessions_gone");
    const answer = await alice
      .visit("/dashboard")
      .finally(() => pool.query("alter table auth.sessions_gone rename to sessions"));
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(answer.headers.get("X-Request-Id"));
  });
});

describe("a forwarded host", () => {
  it.each(["evil.example", "a:b", "a:99999", "["])(
    "HT08 CS06 LK04 %j changes nothing: pages open and forms are read",
    async (host) => {
      const headers = { "X-Forwarded-Host": host };
      expect((await send("/login", { headers })).status).toBe(200);
      expect((await newBrowser().submit("/login", { identifier: "nobody" }, { headers })).status).toBe(401);
      expect((await newBrowser().submit("/theme", { theme: "dark" }, { headers })).status).toBe(303);
    },
  );
});
