import { describe, expect, it } from "vitest";

import { origin } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { openedFor, SESSION } from "./opened.ts";

const TOKEN = "__Host-XSRF-TOKEN";
const tokenOf = ({ cookies }: Browser) => cookies.get(TOKEN) ?? "";

/** Posts the theme form from our own page with just this token. */
const post = (browser: Browser, token: string) =>
  browser.visit("/theme", { form: { theme: "dark", csrf: token }, headers: { Origin: origin } });

async function alice(): Promise<Browser> {
  const browser = await openedFor("alice");
  await browser.visit("/dashboard");
  return browser;
}

describe("a form token of another browser", () => {
  it("Z-13 CS-03 a pair planted from another browser is refused, whoever it was made for", async () => {
    const attacker = await alice();
    const stranger = newBrowser();
    await stranger.visit("/login");
    for (const planted of [tokenOf(attacker), tokenOf(stranger)]) {
      const victim = await openedFor("bob");
      victim.cookies.set(TOKEN, planted);
      expect((await post(victim, planted)).status).toBe(403);
      expect((await victim.visit("/dashboard")).status).toBe(200);
    }
  });

  it("Z-13 a planted one is replaced at the next GET, so that it does not lock its victim out", async () => {
    const victim = await openedFor("bob");
    victim.cookies.set(TOKEN, tokenOf(await alice()));
    await victim.visit("/dashboard");
    expect((await post(victim, tokenOf(victim))).status).toBe(303);
  });

  it("Z-13 one from before signing in does not fit afterwards, nor one from before signing out", async () => {
    const browser = newBrowser();
    await browser.visit("/login");
    const before = tokenOf(browser);
    await openedFor("alice", browser);
    expect((await post(browser, before)).status).toBe(403);
    await browser.visit("/dashboard");
    const signedIn = tokenOf(browser);
    browser.cookies.delete(SESSION);
    expect((await post(browser, signedIn)).status).toBe(403);
  });
});
