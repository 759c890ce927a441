import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { pool } from "#app/db/client.server.ts";
import { followLink, goodPassword, registered, registers, signsIn, somebodyNew } from "./account.ts";

beforeEach(() => pool.query("truncate auth.counters"));

/** Somebody who knows a person's password and sits in their account. */
async function thiefIn(person: { username: string; password: string }): Promise<Browser> {
  const thief = newBrowser("A browser nobody has seen");
  await signsIn(person, thief);
  await thief.visit("/settings/email");
  return thief;
}

const confirms = async (kind: string, address: string) => {
  const { browser } = await followLink(await linkIn(kind, address));
  return browser.submit("/verify-email", { intent: "confirm" });
};

async function takesBack(address: string, notice = "email-changed"): Promise<void> {
  const { browser } = await followLink(await linkIn(notice, address));
  expect((await browser.submit("/not-me", {})).headers.get("Location")).toBe("/not-me?done=");
}

const emailOf = async (username: string): Promise<string> =>
  (await pool.query("select email from auth.users where username = $1", [username])).rows[0].email;

describe("an account that was taken over", () => {
  it("AC07 comes back although the thief has registered the old address meanwhile: nobody has proven that", async () => {
    const owner = await registered();
    const thief = await thiefIn(owner);
    await thief.submit("/settings/email", { email: "thief1@example.net" });
    await confirms("confirm-new-email", "thief1@example.net");
    await registers({ ...somebodyNew(), email: owner.email });
    await takesBack(owner.email);
    expect(await emailOf(owner.username)).toBe(owner.email);
    expect((await mailsTo(owner.email))[0]?.kind).toBe("reset-password");
  });

  it("AC07 stays with its owner: later links of the thief's, and the password they knew, open nothing", async () => {
    const owner = await registered();
    await (await thiefIn(owner)).submit("/settings/email", { email: "thief2@example.net" });
    await confirms("confirm-new-email", "thief2@example.net");
    await (await thiefIn(owner)).submit("/settings/email", { email: "thief3@example.net" });
    await confirms("confirm-new-email", "thief3@example.net");
    const thiefsUndo = await linkIn("email-changed", "thief2@example.net");
    await takesBack(owner.email);
    expect((await signsIn(owner)).status).toBe(401);
    expect(await (await followLink(thiefsUndo)).page.text()).toContain("does not work any more");
    expect(await emailOf(owner.username)).toBe(owner.email);
    const { browser } = await followLink(await linkIn("reset-password", owner.email));
    expect((await browser.submit("/reset-password", { password: goodPassword })).status).toBe(303);
  });

  it("AC07 a new password stops a change of address that is on its way", async () => {
    const owner = await registered();
    await (await thiefIn(owner)).submit("/settings/email", { email: "thief4@example.net" });
    const link = await linkIn("confirm-new-email", "thief4@example.net");
    await newBrowser().submit("/forgot-password", { email: owner.email });
    const { browser } = await followLink(await linkIn("reset-password", owner.email));
    await browser.submit("/reset-password", { password: "nine herons beside the lock" });
    expect(await (await followLink(link)).page.text()).not.toContain("Confirm this address");
    expect(await emailOf(owner.username)).toBe(owner.email);
  });

  it.each(["new-device", "email-changing", "email-changed"])(
    "AC07 comes back by the notice about %s, whichever the owner finds first, with a link for a new password to them alone",
    async (notice) => {
      const owner = await registered();
      await signsIn(owner);
      const thiefs = `${owner.username}@thief.example`;
      await (await thiefIn(owner)).submit("/settings/email", { email: thiefs });
      await confirms("confirm-new-email", thiefs);
      await newBrowser().submit("/forgot-password", { email: thiefs });
      const thiefsReset = await linkIn("reset-password", thiefs);
      await takesBack(owner.email, notice);
      expect(await emailOf(owner.username)).toBe(owner.email);
      expect((await mailsTo(owner.email))[0]?.kind).toBe("reset-password");
      const { browser } = await followLink(thiefsReset);
      expect((await browser.submit("/reset-password", { password: goodPassword })).status).toBe(400);
      await newBrowser().submit("/forgot-password", { email: thiefs });
      expect((await mailsTo(thiefs)).filter(({ kind }) => kind === "reset-password")).toHaveLength(1);
    },
  );

  it("knows none of the browsers any more that had signed in, since one of them was the thief's", async () => {
    const owner = await registered();
    await signsIn(owner);
    await thiefIn(owner);
    const known = "select 1 from auth.devices d join auth.users u on u.id = d.user_id where u.username = $1";
    expect((await pool.query(known, [owner.username])).rows).toHaveLength(2);
    await takesBack(owner.email, "new-device");
    expect((await pool.query(known, [owner.username])).rows).toEqual([]);
  });

  it("stays where it is when somebody else has proven the old address meanwhile, and mails no link to the thief", async () => {
    const owner = await registered();
    await (await thiefIn(owner)).submit("/settings/email", { email: "thief5@example.net" });
    await confirms("confirm-new-email", "thief5@example.net");
    const next = { ...somebodyNew(), email: owner.email };
    const { browser } = await registers(next);
    await followLink(await linkIn("verify-email", next.email), browser);
    await browser.submit("/verify-email", { intent: "confirm" });
    await takesBack(owner.email);
    expect([await emailOf(owner.username), await emailOf(next.username)]).toEqual(["thief5@example.net", next.email]);
    expect((await mailsTo("thief5@example.net")).map(({ kind }) => kind)).not.toContain("reset-password");
  });
});
