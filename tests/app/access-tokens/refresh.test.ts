import { beforeEach, describe, expect, it } from "vitest";

import { origin } from "#tests/support/app.ts";
import { challengeOf } from "#tests/support/challenge.ts";
import { mailsTo } from "#tests/support/mailbox.ts";
import { sentDuring } from "#tests/support/statements.ts";
import { travel } from "#tests/support/travel.ts";
import { days, minutes, seconds } from "#app/clock.ts";
import { pool } from "#app/db/client.server.ts";
import { deleteDeadRefreshTokens } from "#app/features/access-tokens/refresh-tokens.server.ts";
import { ask, claimsIn, refresh, signInProgram, signOut, type Tokens } from "./programs.ts";

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

const fetched = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return (await answer.json()) as Tokens;
};
const me = async (tokens: Tokens) => (await ask("/api/auth/me", tokens)).status;
const sidOf = (tokens: Tokens) => String(claimsIn(tokens).sid);
const rowsOf = async (tokens: Tokens) =>
  (await pool.query("select * from auth.refresh_tokens where session_id = $1 order by issued_at", [sidOf(tokens)]))
    .rows;
const reuses = async () =>
  (await pool.query("select * from auth.audit_events where event = 'token.reused'")).rows.length;

describe("a refresh token", () => {
  it("RV-01 RV-05 RV-06 gives both tokens anew, and the new one does so again", async () => {
    const first = await signInProgram("bob");
    const second = await fetched(await refresh(first));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second).toMatchObject({ token_type: "bearer", expires_in: 900 });
    const third = await fetched(await refresh(second));
    expect([await me(first), await me(second), await me(third)]).toEqual([200, 200, 200]);
    expect(sidOf(third)).toBe(sidOf(first));
  });

  it("C-24 used again within ten seconds gives the very same successor: requests of one program run side by side", async () => {
    const first = await signInProgram("bob");
    const all = await Promise.all(Array.from({ length: 10 }, async () => fetched(await refresh(first))));
    expect(new Set(all.map(({ refresh_token }) => refresh_token)).size).toBe(1);
    expect(await rowsOf(first)).toHaveLength(2);
    travel(seconds(9));
    expect((await fetched(await refresh(first))).refresh_token).toBe(all[0]?.refresh_token);
    expect(await reuses()).toBe(0);
  });

  it("RV-05 C-24 JW15 used again later ends the session, for whoever holds its tokens, and the person is told", async () => {
    const first = await signInProgram("alice", { client: "Lantern" });
    const second = await fetched(await refresh(first));
    travel(seconds(11));
    const again = await refresh(first);
    expect(again.status).toBe(401);
    expect(challengeOf(again)).toBe('Bearer error="invalid_token"');
    expect(await again.json()).toMatchObject({
      code: "INVALID_TOKEN",
      detail: expect.stringMatching(/^Invalid token:/),
    });
    expect([await me(first), await me(second), (await refresh(second)).status]).toEqual([401, 401, 401]);
    expect(await reuses()).toBe(1);
    const [mail] = (await mailsTo("alice@example.com")).filter(({ kind }) => kind === "token-reused");
    expect(mail?.text).toContain("Lantern");
    expect(mail?.link).toContain(`${origin}/not-me`);
  });

  it("RV-05 used again once its successor has been used ends the session at once", async () => {
    const before = await reuses();
    const first = await signInProgram("bob");
    const second = await fetched(await refresh(first));
    const third = await fetched(await refresh(second));
    expect((await refresh(first)).status).toBe(401);
    expect([await me(third), (await refresh(third)).status]).toEqual([401, 401]);
    expect(await reuses()).toBe(before + 1);
  });

  it("RV-05 copied and shown by many at once is noted once", async () => {
    const before = await reuses();
    const first = await signInProgram("bob");
    await fetched(await refresh(first));
    travel(minutes(1));
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(first)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await reuses()).toBe(before + 1);
  });

  it("JT-09 JW08 is no access token, and an access token is none", async () => {
    const tokens = await signInProgram("bob");
    expect((await ask("/api/auth/me", { access_token: tokens.refresh_token })).status).toBe(401);
    expect((await refresh({ refresh_token: tokens.access_token })).status).toBe(401);
  });

  it("JT-02 lives for thirty days", async () => {
    const first = await signInProgram("bob");
    travel(days(30) + minutes(1));
    expect((await refresh(first)).status).toBe(401);
  });

  it("JT-02 SE-04 lives with refreshes for ninety days, and no longer", async () => {
    let tokens = await signInProgram("bob");
    for (const later of [29, 29, 29, 2]) {
      travel(days(later));
      tokens = await fetched(await refresh(tokens));
    }
    travel(days(1) + minutes(1));
    expect((await refresh(tokens)).status).toBe(401);
  });

  it("is stored as a hash alone, which is not it", async () => {
    const first = await signInProgram("bob");
    const second = await fetched(await refresh(first));
    const stored = JSON.stringify(await rowsOf(first));
    for (const { refresh_token } of [first, second]) expect(stored).not.toContain(refresh_token.slice(5));
    const sent = await sentDuring(() => refresh(second));
    expect(JSON.stringify(sent)).not.toContain(second.refresh_token.slice(5));
  });

  it.each(["", "ghr_", "ghr_z" + "A".repeat(43), "ghr_1" + "A".repeat(43), "ghr_1" + "A".repeat(9_000), "null"])(
    "JW03 that was never given out is refused (%#)",
    async (refresh_token) => {
      expect((await refresh({ refresh_token })).status).toBe(401);
    },
  );

  it("HT01 is a text, and nothing else", async () => {
    for (const refresh_token of [undefined, null, 1, ["x"], { x: 1 }])
      expect((await refresh({ refresh_token } as never)).status).toBe(400);
  });

  it("Z-19 RV-03 RM-05 of a session that is over goes with it at the next cleaning", async () => {
    const [gone, kept] = [await signInProgram("bob"), await signInProgram("bob")];
    await signOut(gone);
    await deleteDeadRefreshTokens();
    expect([(await rowsOf(gone)).length, (await rowsOf(kept)).length]).toEqual([0, 1]);
    travel(days(31));
    await deleteDeadRefreshTokens();
    expect(await rowsOf(kept)).toEqual([]);
  });
});

describe("signing out", () => {
  it("LG-11 RV-02 ends the session with all its tokens, by any of its refresh tokens", async () => {
    const first = await signInProgram("bob");
    const second = await fetched(await refresh(first));
    const answer = await signOut(second);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    expect([await me(first), await me(second), (await refresh(second)).status]).toEqual([401, 401, 401]);
  });

  it("LG-11 says the same for a token that is none", async () => {
    for (const refresh_token of ["nonsense", "ghr_1" + "B".repeat(43)]) {
      const answer = await signOut({ refresh_token });
      expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    }
  });
});

describe("scopes", () => {
  it("GD-15 JW16 cap the token below what its person may, and stand in the answer", async () => {
    const tokens = await signInProgram("alice", { scope: "project:read" });
    expect([tokens.scope, claimsIn(tokens).scope]).toEqual(["project:read", "project:read"]);
    expect((await ask("/api/projects", tokens)).status).toBe(200);
    const refused = await ask("/api/projects/00000000-0000-7000-8000-000000000000", tokens);
    expect(refused.status).toBe(404);
  });

  it("GD-15 may come as a text or as a list, and stay the same at a refresh", async () => {
    for (const more of [
      { scope: "project:read project:create" },
      { scope: ["project:read", "project:create"] },
      { scopes: ["project:read", "project:create"] },
    ]) {
      const tokens = await signInProgram("bob", more);
      expect((await fetched(await refresh(tokens))).scope).toBe("project:read project:create");
    }
  });

  it("can be narrowed for one access token, and never widened", async () => {
    const first = await signInProgram("bob", { scope: "project:read project:create" });
    const narrow = await fetched(await refresh(first, { scope: "project:read" }));
    expect([narrow.scope, claimsIn(narrow).scope]).toEqual(["project:read", "project:read"]);
    expect((await refresh(narrow, { scope: "project:read project:delete" })).status).toBe(400);
    expect((await refresh(narrow, { scope: "admin:users" })).status).toBe(400);
    expect((await fetched(await refresh(narrow))).scope).toBe("project:read project:create");
  });
});
