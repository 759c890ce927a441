import { beforeEach, describe, expect, it } from "vitest";

import { signedIn } from "#tests/support/people.ts";
import { pool } from "#app/db/client.server.ts";
import { openedFor } from "../opened.ts";
import { ask, claimsIn, refresh, signInProgram, type Tokens } from "./programs.ts";

beforeEach(() => pool.query("truncate auth.counters, auth.lockouts"));

const me = async (tokens: Tokens) => (await ask("/api/auth/me", tokens)).status;
const sidOf = (tokens: Tokens) => String(claimsIn(tokens).sid);

describe("a person's own list of sessions", () => {
  it("SE-10 names their programs, and ends one of them at its next request", async () => {
    const [one, other] = [await signInProgram("bob"), await signInProgram("bob", { client: "Lantern 2" })];
    const bob = await openedFor("bob");
    const page = await (await bob.visit("/settings/sessions")).text();
    expect(page).toContain("Lantern 2");
    expect(page).toContain(">Program<");
    expect((await bob.submit("/settings/sessions", { intent: "revoke", id: sidOf(one) })).status).toBe(303);
    expect([await me(one), (await refresh(one)).status, await me(other)]).toEqual([401, 401, 200]);
  });

  it("RV-07 ends all of one program where there are several, and nobody else's", async () => {
    const [first, second] = [await signInProgram("bob"), await signInProgram("bob")];
    const [lantern, alices] = [await signInProgram("bob", { client: "Lantern" }), await signInProgram("alice")];
    const bob = await openedFor("bob");
    expect(await (await bob.visit("/settings/sessions")).text()).toContain("Sign out Harbour app everywhere");
    const answer = await bob.submit("/settings/sessions", { intent: "revoke-client", client: "Harbour app" });
    expect(answer.headers.get("Location")).toBe("/settings/sessions?done=revoked-client");
    expect([await me(first), await me(second), await me(lantern), await me(alices)]).toEqual([401, 401, 200, 200]);
    expect((await bob.visit("/dashboard")).status).toBe(200);
  });

  it("RV-08 SE07 signs programs out with everything else, and keeps this browser", async () => {
    const tokens = await signInProgram("bob");
    const bob = await openedFor("bob");
    await bob.visit("/settings/sessions");
    await bob.submit("/settings/sessions", { intent: "revoke-others" });
    expect([await me(tokens), (await refresh(tokens)).status]).toEqual([401, 401]);
    expect((await bob.visit("/dashboard")).status).toBe(200);
  });
});

describe("an administrator's list of sessions", () => {
  it("RV-07 names programs too, and ends one at its next request", async () => {
    const tokens = await signInProgram("carol");
    const alice = await signedIn("alice");
    expect(await (await alice.visit("/admin/sessions")).text()).toContain("Harbour app");
    const { sub: user } = claimsIn(tokens);
    expect(await (await alice.visit(`/admin/users/${user}`)).text()).toContain("Harbour app");
    const form = { intent: "end", user: String(user), session: sidOf(tokens) };
    expect((await alice.submit("/admin/sessions", form)).status).toBe(303);
    expect([await me(tokens), (await refresh(tokens)).status]).toEqual([401, 401]);
  });
});

describe("what is written of a program", () => {
  it("UM-14 is among what somebody takes with them: its name, and nothing that opens a door", async () => {
    const tokens = await signInProgram("erin", { client: "Lantern" });
    const erin = await signedIn("erin");
    const data = await (await erin.visit("/settings/account/data.json")).text();
    expect(data).toContain('"client": "Lantern"');
    expect(data).not.toContain(sidOf(tokens));
  });

  it("AU01 is in the log of events without the name that somebody gave it", async () => {
    await signInProgram("erin", { client: "Erins phone" });
    const { rows } = await pool.query("select * from auth.audit_events order by sequence desc limit 1");
    expect(rows[0]).toMatchObject({ event: "sign-in", outcome: "done" });
    expect(JSON.stringify(rows[0])).not.toContain("Erins phone");
  });
});
