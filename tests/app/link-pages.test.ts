import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser } from "#tests/support/browser.ts";
import { linkIn } from "#tests/support/mailbox.ts";
import { actorOf } from "#tests/support/actors.ts";
import { invite } from "#app/auth/invitations.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, goodPassword, registered, registers, signsIn, somebodyNew } from "./account.ts";

type Kind = { link: () => Promise<string>; form: () => Record<string, string> };

/** The pages that links in mails lead to: a link to each for somebody else every time, and what its form sends. */
const kinds: Record<string, Kind> = {
  "/reset-password": {
    async link() {
      const { email } = await registered();
      await newBrowser().submit("/forgot-password", { email });
      return linkIn("reset-password", email);
    },
    form: () => ({ password: "nine herons beside the lock" }),
  },
  "/invitation": {
    async link() {
      const { email } = somebodyNew();
      await invite(await actorOf((await findByUsername("alice"))?.id ?? ""), { email, roleIds: [] });
      return linkIn("invitation", email);
    },
    form: () => ({ username: somebodyNew().username, password: goodPassword }),
  },
  "/not-me": {
    async link() {
      const person = await registered();
      await signsIn(person);
      await signsIn(person);
      return linkIn("new-device", person.email);
    },
    form: () => ({}),
  },
  "/verify-email": {
    async link() {
      const person = somebodyNew();
      await registers(person);
      return linkIn("verify-email", person.email);
    },
    form: () => ({ intent: "confirm" }),
  },
};

/** The field by which a page says which link it was made for. */
async function fieldIn(page: Response): Promise<{ link: string }> {
  const link = /name="link" value="([^"]+)"/.exec(await page.text())?.[1];
  if (!link) throw new Error("the page does not say which link it was made for");
  return { link };
}

beforeEach(() => pool.query("truncate auth.counters"));

describe.each(Object.entries(kinds))("the page %s", (path, { link, form }) => {
  it("never acts on another link that was opened in the same browser meanwhile; the other one goes on working", async () => {
    const [first, second] = [await link(), await link()];
    const browser = newBrowser();
    const one = await fieldIn((await followLink(first, browser)).page);
    const other = await fieldIn((await followLink(second, browser)).page);
    const refused = await browser.submit(path, { ...form(), ...one });
    expect(refused.status).not.toBe(303);
    expect(await refused.text()).toContain("does not work any more");
    expect((await browser.submit(path, { ...form(), ...other })).status).toBe(303);
    await followLink(first, browser);
    expect((await browser.submit(path, { ...form(), ...one })).status).toBe(303);
  });

  it("acts on the one that was opened last for a program that does not say which it means", async () => {
    const browser = newBrowser();
    await followLink(await link(), browser);
    expect((await browser.submit(path, form())).status).toBe(303);
  });
});
