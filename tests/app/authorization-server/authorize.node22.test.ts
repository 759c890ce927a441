import { describe, expect, it } from "vitest";

import { origin, send } from "#tests/support/app.ts";
import { newBrowser } from "#tests/support/browser.ts";
import { demoPassword, signedIn } from "#tests/support/people.ts";
import { authorize, authorizeAddress, callback, follow, newClient, redeem, refresh, tokensFor } from "./clients.ts";

describe("an application that sends somebody here", () => {
  it("AS20 AS-03 gets a code once they have allowed it, and tokens for the code", async () => {
    const [bob, client] = [await signedIn("bob"), await newClient()];
    const asked = await follow(bob, authorizeAddress(client));
    expect(asked.status).toBe(200);
    const page = await asked.text();
    for (const words of ["Allow Harbour Reports?", "bob", "See projects", "Know that it is you"])
      expect(page).toContain(words);
    const back = await authorize(bob, client);
    expect(back.origin + back.pathname).toBe(callback);
    expect(back.searchParams.get("state")).toBe("a state");
    expect(back.searchParams.get("iss")).toBe(origin);
    const answer = await redeem(client, back.searchParams.get("code") ?? "");
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await answer.json()).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "openid project:read" });
  });

  it("gets them to sign in first, and asks nothing twice", async () => {
    const [browser, client] = [newBrowser(), await newClient()];
    const arrived = await browser.visit(authorizeAddress(client));
    const request = new URL(arrived.headers.get("location") ?? "", origin).pathname;
    const signIn = await browser.visit(request);
    expect(signIn.headers.get("location")).toMatch(/^\/login\?/);
    const asked = { identifier: "bob", password: demoPassword, redirectTo: request };
    const entered = await browser.submit("/login", asked);
    expect(entered.headers.get("location")).toBe(request);
    expect(await (await follow(browser, request)).text()).toContain("Allow Harbour Reports?");
    expect((await authorize(browser, client)).searchParams.get("code")).not.toBeNull();
    const again = await follow(browser, authorizeAddress(client));
    expect(again.headers.get("location")).toContain(`${callback}?code=`);
  });

  it("AS20 is told when they say no", async () => {
    const [bob, client] = [await signedIn("bob"), await newClient()];
    await follow(bob, authorizeAddress(client));
    const uid = bob.cookies.get("protocol-request");
    await bob.submit(`/oauth2/request/${uid}`, { intent: "refuse" });
    const back = new URL((await follow(bob, `/oauth2/request/${uid}`)).headers.get("location") ?? "");
    expect(back.searchParams.get("error")).toBe("access_denied");
  });

  it("AS-03 AS12 RV-05 gets new tokens for a refresh token, which works once", async () => {
    const client = await newClient();
    const first = await tokensFor(await signedIn("bob"), client);
    const answer = await refresh(client, first.refresh_token);
    expect(answer.status).toBe(200);
    const second = await answer.json();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const me = await send("/oauth2/userinfo", { headers: { Authorization: `Bearer ${second.access_token}` } });
    expect(me.status).toBe(200);
  });
});
