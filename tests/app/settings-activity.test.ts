import { beforeEach, describe, expect, it } from "vitest";

import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { recordEvent } from "#app/audit/record.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { newId } from "#app/db/columns.ts";
import { pool } from "#app/db/client.server.ts";
import { addVerified, openedFor } from "./opened.ts";

const page = "/settings/activity";
const elsewhere = { requestId: null, address: "198.51.100.77", userAgent: "The browser of somebody else" };

let number = 0;
let nora: Browser;
let noraId: string;
beforeEach(async () => {
  await pool.query("truncate auth.counters, auth.lockouts");
  const { id } = await addVerified(`nora${number}`);
  nora = await openedFor(`nora${number++}`);
  noraId = id;
});

const shown = async (target = page, browser = nora) => {
  const text = await (await browser.visit(target)).text();
  return text.slice(text.indexOf("<main"), text.indexOf("</main"));
};
/** Each event has its time. */
const eventsIn = (html: string) => html.split("<time").length - 1;

describe("the list of what happened", () => {
  it("says in plain words what, on which device, from where and when, newest first", async () => {
    const bob = await signedIn("bob");
    await bob.visit("/dashboard");
    await bob.submit("/settings/profile", { username: "bob", firstName: "Bob", lastName: "Editor" });
    const html = await shown(page, bob);
    expect(html.indexOf("Profile change")).toBeGreaterThan(0);
    expect(html.indexOf(">Sign-in<")).toBeGreaterThan(html.indexOf("Profile change"));
    expect(html).toContain("Firefox on Linux, from 127.0.0.1");
    expect(html).toContain("<time");
  });

  it("shows a stranger's tries at the account as what they are", async () => {
    await newBrowser().submit("/login", { identifier: "erin", password: "not her pass phrase" });
    const html = await shown(page, await openedFor("erin"));
    expect(html).toContain("Refused");
    expect(html).toContain("By somebody who was not signed in");
  });

  it("RX17 never shows what concerns others, nor from where others changed something", async () => {
    const alice = (await findByUsername("alice"))?.id ?? "";
    await recordEvent({ event: "sign-in", outcome: "done", actorId: alice }, elsewhere);
    await recordEvent({ event: "membership.added", outcome: "done", actorId: alice, targetId: noraId }, elsewhere);
    for (const target of [page, `${page}.data`]) {
      const body = await (await nora.visit(target)).text();
      expect(body).toContain(target === page ? "Role given" : "membership.added");
      expect(body).not.toMatch(/198\.51\.100\.77|browser of somebody else/);
      expect(body).not.toContain(alice);
    }
    expect(eventsIn(await shown())).toBe(1);
  });

  it("comes in pages of twenty-five with ways to older and to the newest", async () => {
    for (let i = 0; i < 30; i += 1)
      await recordEvent(
        { event: "sign-in", outcome: "done", actorId: noraId },
        { ...elsewhere, address: `192.0.2.${i}` },
      );
    const first = await shown();
    expect([eventsIn(first), first.includes("Newest<")]).toEqual([25, false]);
    const older = /href="(\/settings\/activity\?before=[\w-]+)"/.exec(first)?.[1] ?? "";
    const second = await shown(older);
    expect([eventsIn(second), second.includes('href="/settings/activity"'), second.includes("before=")]).toEqual([
      5,
      true,
      false,
    ]);
    expect([first.includes("192.0.2.29"), second.includes("192.0.2.0"), second.includes("192.0.2.5<")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("says so when there is nothing", async () => {
    expect(await shown()).toContain("Nothing here");
  });

  it.each(["x", "%00", "1", "'--", newId(), "a".repeat(4000)])("is empty, and no fault, before %s", async (before) => {
    const answer = await nora.visit(`${page}?before=${before}`);
    expect([200, 400]).toContain(answer.status);
    expect(eventsIn(await answer.text())).toBe(0);
  });

  it("RX19 shows a browser's own claim about itself as text", async () => {
    const browser = newBrowser("<img src=x onerror=alert(1)>");
    await browser.submit("/login", { identifier: "carol", password: demoPassword });
    expect(await (await browser.visit(page)).text()).not.toContain("<img src=x");
  });
});
