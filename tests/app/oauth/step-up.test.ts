import { beforeEach, describe, expect, it } from "vitest";

import type { Browser } from "#tests/support/browser.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";

// A provider of plain OAuth 2, which nobody can ask to let somebody show themselves anew.
Object.assign(process.env, { OAUTH_GITHUB_CLIENT_ID: "gatehouse", OAUTH_GITHUB_CLIENT_SECRET: "a secret of GitHub" });
const { backFrom, leave, newBrowser, provider, through } = await import("./through.ts");
const { pool } = await import("#app/db/client.server.ts");
const { signedIn } = await import("#tests/support/people.ts");

const confirming = (name: string) => `/auth/${name}/login?purpose=confirm&redirectTo=/settings/email`;

/** Somebody with a password and two providers, whose browser was left open a while ago. */
async function leftOpen(): Promise<Browser> {
  await through(newBrowser(), "bob");
  await pool.query(`insert into auth.identities (id, user_id, connection, kind, authority, subject, created_at)
    select gen_random_uuid(), id, 'github', 'oauth2', 'https://api.github.com/user', '7', now() from auth.users where username = 'bob'`);
  const bob = await signedIn("bob");
  travel(minutes(11));
  return bob;
}

beforeEach(async () => {
  await pool.query("truncate auth.counters");
  await pool.query("delete from auth.identities");
});

describe("a browser that its owner, who has a password, left open (SE21)", () => {
  it("is confirmed through a provider that has asked them anew", async () => {
    const bob = await leftOpen();
    expect((await bob.visit(await backFrom(await leave(bob, confirming("lab")), "bob"))).status).toBe(303);
    expect((await bob.visit("/settings/email")).status).toBe(200);
  });

  it("is not confirmed by whoever takes the question out of the address and is let through there unasked", async () => {
    const bob = await leftOpen();
    const address = await leave(bob, confirming("lab"));
    for (const asked of ["prompt", "max_age"]) address.searchParams.delete(asked);
    provider.faults.add("no-auth-time");
    expect((await bob.visit(await backFrom(address, "bob"))).status).toBe(403);
    expect((await bob.visit("/settings/email")).headers.get("location")).toMatch(/^\/confirm/);
  });

  it("is not offered a provider that cannot ask them anew", async () => {
    const bob = await leftOpen();
    const page = await (await bob.visit("/confirm?redirectTo=/settings/email")).text();
    expect(page).toContain("/auth/lab/login?purpose=confirm");
    expect(page).not.toContain("/auth/github/login");
  });
});
