import { beforeEach, describe, expect, it } from "vitest";

import { answerOf, finishOf, leave, newBrowser, post, provider, through } from "./through.ts";
import type { Browser } from "#tests/support/browser.ts";
import { travel } from "#tests/support/travel.ts";
import { minutes } from "#app/clock.ts";

const { signedIn } = await import("#tests/support/people.ts");
const { pool } = await import("#app/db/client.server.ts");

const PAGE = "/settings/email";
const lastStepUp = async () =>
  (
    await pool.query(
      "select outcome, reason, details from auth.audit_events where event = 'step-up' order by sequence desc limit 1",
    )
  ).rows[0];

/** Whether the page that asks for a fresh proof opens for them. */
async function isConfirmed(browser: Browser): Promise<boolean> {
  const answer = await browser.visit(PAGE);
  if (answer.status !== 200) expect(answer.headers.get("location")).toMatch(/^\/confirm\?/);
  return answer.status === 200;
}

/** Goes from the page that asks, by the link that stands there, to the provider and back as this person: what the app answers. */
async function confirm(browser: Browser, person: string): Promise<Response> {
  const asking = await (await browser.visit(`/confirm?redirectTo=${PAGE}`)).text();
  const [, link = ""] = /href="(\/auth\/saml\/lab\/login\?purpose=confirm[^"]*)"/.exec(asking) ?? [];
  const posted = await post(await answerOf(await leave(browser, link.replaceAll("&amp;", "&")), person));
  const finish = posted.headers.get("location");
  return finish ? browser.visit(finish) : posted;
}

beforeEach(async () => {
  await pool.query("truncate auth.counters");
  await pool.query("delete from auth.identities");
  await pool.query("delete from auth.users where username = 'nina'");
});

/** Somebody whose browser was left open a while ago: bob has a password as well, nina has none. */
const leftOpen = {
  async bob() {
    await through(newBrowser(), "bob");
    const bob = await signedIn("bob");
    travel(minutes(11));
    return bob;
  },
  async nina() {
    const nina = newBrowser();
    await through(nina, "nina");
    travel(minutes(11));
    return nina;
  },
};

describe.each(["bob", "nina"] as const)("SE21 a browser that %s left open", (name) => {
  it("is confirmed by a provider that was told to ask them anew, and says that it just did", async () => {
    const browser = await leftOpen[name]();
    expect(await isConfirmed(browser)).toBe(false);
    const before = browser.cookies.get("__Host-session");
    const answer = await confirm(browser, name);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, PAGE]);
    expect(provider.heard[0]?.isFresh).toBe(true);
    expect(await isConfirmed(browser)).toBe(true);
    expect(browser.cookies.get("__Host-session")).not.toBe(before);
    expect(await lastStepUp()).toMatchObject({ outcome: "done", details: { by: "saml-lab" } });
  });

  it("is not confirmed by a provider that let them through on what they had shown before", async () => {
    const browser = await leftOpen[name]();
    provider.faults.add("signed-in-yesterday");
    const answer = await confirm(browser, name);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("SAML_NOT_ANEW")]);
    expect(await isConfirmed(browser)).toBe(false);
    expect(await lastStepUp()).toMatchObject({ outcome: "refused", reason: "untrusted" });
  });

  it("is not confirmed by somebody else who is known there", async () => {
    const browser = await leftOpen[name]();
    await through(newBrowser(), "carol");
    const answer = await confirm(browser, "carol");
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("SAML_ANOTHER_PERSON")]);
    expect(await isConfirmed(browser)).toBe(false);
  });

  it("is not confirmed by a way back that another browser began", async () => {
    const browser = await leftOpen[name]();
    const address = await leave(newBrowser(), `/auth/saml/lab/login?redirectTo=${PAGE}`);
    expect((await browser.visit(await finishOf(post(await answerOf(address, name))))).status).toBe(400);
    expect(await isConfirmed(browser)).toBe(false);
  });
});

it("SE21 signing in, for which nobody is asked anew, takes what the provider knows of them", async () => {
  provider.faults.add("signed-in-yesterday");
  expect((await through(newBrowser(), "bob")).status).toBe(303);
  expect(provider.heard[0]?.isFresh).toBe(false);
});
