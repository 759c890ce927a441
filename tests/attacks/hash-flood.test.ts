import { describe, expect, it, vi } from "vitest";

vi.hoisted(() => (process.env.LOG_LEVEL = "info"));

import { send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword } from "#tests/support/people.ts";
import { logDuring } from "../app/log-lines.ts";

describe("sixty-four people who sign in at the same moment", () => {
  it("LK11 LO02 are answered as fast as hashes allow or asked to come back in two seconds, while everything else goes on", async () => {
    const browsers = Array.from({ length: 64 }, () => newBrowser());
    await Promise.all(browsers.map((browser) => browser.visit("/login")));
    const memory = process.memoryUsage().rss;
    const sent = () =>
      browsers.map((browser, i) => browser.submit("/login", { identifier: `nobody-${i}`, password: "a pass phrase" }));
    let flood = Promise.resolve<Response[]>([]);
    const log = logDuring(() => (flood = Promise.all(sent())));
    const others = Promise.all(["/health", "/ready", "/login", "/"].map((target) => send(target)));
    // A race and not a clock: how long the flood takes depends on the machine.
    expect(await Promise.race([flood.then(() => "the flood"), others.then(() => "the others")])).toBe("the others");
    expect((await others).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const answers = await flood;
    expect((await log).filter((line) => line.includes("a bug"))).toEqual([]);
    const turnedAway = answers.filter(({ status }) => status === 503);
    expect(answers.map(({ status }) => status).filter((status) => ![401, 503].includes(status))).toEqual([]);
    expect(turnedAway.length).toBeGreaterThan(0);
    for (const { headers } of turnedAway)
      expect([headers.get("Retry-After"), headers.getSetCookie()]).toEqual(["2", []]);
    expect(process.memoryUsage().rss - memory).toBeLessThan(600 * 1024 * 1024);
  }, 60_000);

  it("LK11 is over when it is over: the next sign-in is an ordinary one", async () => {
    expect((await newBrowser().submit("/login", { identifier: "bob", password: demoPassword })).status).toBe(303);
  });
});
