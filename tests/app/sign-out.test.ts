import { describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { cookieSet } from "#tests/support/set-cookie.ts";
import { signedIn } from "#tests/support/people.ts";
import { listSessions } from "#app/auth/sessions.server.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { openedFor, SESSION } from "./opened.ts";

const sessionsOf = async (username: string) => listSessions((await findByUsername(username))?.id ?? "");

describe("signing out", () => {
  it("LG-06 LG-07 LG-08 SE04 ends the session, takes the cookie off, leads to the start page and clears what the browser kept", async () => {
    const alice = await signedIn("alice");
    await alice.visit("/dashboard");
    const before = await sessionsOf("alice");
    const answer = await alice.submit("/logout", {});
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/"]);
    expect(cookieSet(answer, SESSION)?.attributes.get("max-age")).toBe("0");
    expect(answer.headers.get("Clear-Site-Data")).toBe('"cache"');
    expect([before.length, (await sessionsOf("alice")).length]).toEqual([1, 0]);
  });

  it("LG-07 SE04 the old cookie opens nothing any more: no page, and no data", async () => {
    const alice = await openedFor("alice");
    await alice.visit("/dashboard");
    const headers = { Cookie: `${SESSION}=${alice.cookies.get(SESSION)}` };
    await alice.submit("/logout", {});
    const answers = await Promise.all(
      ["/dashboard", "/dashboard.data", "/projects.data?_routes=routes/projects/list", "/settings/sessions"].map(
        (target) => send(target, { headers }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 401, 401, 303]);
  });

  it("LG-08 looking at the address ends nothing, and says how it is done", async () => {
    const alice = await openedFor("alice");
    const answer = await alice.visit("/logout");
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "POST"]);
    expect((await alice.visit("/dashboard")).status).toBe(200);
  });

  it("LG-08 doing it twice, or without being signed in, is no mistake", async () => {
    const alice = await openedFor("alice");
    const statuses = [
      await alice.submit("/logout", {}),
      await alice.submit("/logout", {}),
      await newBrowser().submit("/logout", {}),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([303, 403, 303]);
  });

  it("SE04 ends this browser's session and no other of hers", async () => {
    const [here, there] = [await openedFor("alice"), await openedFor("alice")];
    await here.submit("/logout", {});
    expect([(await here.visit("/dashboard")).status, (await there.visit("/dashboard")).status]).toEqual([303, 200]);
  });
});

describe("the list of sessions", () => {
  it("SE07 ends one of one's own; another person's id changes nothing", async () => {
    const [alice, phone, bob] = [await openedFor("alice"), await openedFor("alice"), await openedFor("bob")];
    const [bobs] = await sessionsOf("bob");
    await alice.submit("/settings/sessions", { intent: "revoke", id: bobs?.id ?? "" });
    expect((await bob.visit("/dashboard")).status).toBe(200);
    const [phones] = await sessionsOf("alice");
    await alice.submit("/settings/sessions", { intent: "revoke", id: phones?.id ?? "" });
    expect([(await alice.visit("/dashboard")).status, (await phone.visit("/dashboard")).status]).toEqual([200, 303]);
  });

  it("SE03 SE07 its ids open nothing: they are not tokens", async () => {
    await openedFor("alice");
    for (const { id } of await sessionsOf("alice")) {
      expect((await send("/dashboard", { headers: { Cookie: `${SESSION}=${id}` } })).status).toBe(303);
    }
  });
});
