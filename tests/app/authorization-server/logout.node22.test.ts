import { beforeAll, describe, expect, it } from "vitest";

import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { newClient, tokensFor, type TestClient } from "./clients.ts";

const goodbye = "https://harbour.example.test/goodbye";

let client: TestClient;
beforeAll(async () => {
  client = await newClient({ postLogoutRedirectUris: [goodbye] });
});

const address = (more: Record<string, string>) => `/oauth2/logout?${new URLSearchParams(more)}`;
const isSignedIn = async (browser: Browser) => (await browser.visit("/dashboard")).status === 200;

describe("an application that has signed somebody out", () => {
  it("asks them here, and gets them back once they have signed out", async () => {
    const bob = await signedIn("bob");
    const { id_token = "" } = await tokensFor(bob, client);
    const there = address({ id_token_hint: id_token, post_logout_redirect_uri: goodbye, state: "a state" });
    const asked = await bob.visit(there);
    expect(await asked.text()).toContain("Harbour Reports has signed you out");
    expect(await isSignedIn(bob)).toBe(true);
    const answer = await bob.submit(there, {});
    expect(answer.headers.get("location")).toBe(there);
    expect(await isSignedIn(bob)).toBe(false);
    expect(await (await bob.visit(there)).text()).toContain(`content="0;url=${goodbye}?state=a+state"`);
  });

  it.each([
    [
      "an address that was not registered",
      () => ({ client_id: client.id, post_logout_redirect_uri: "https://evil.test/" }),
    ],
    ["an application that is none", () => ({ client_id: "01990000-0000-7000-8000-00000000abcd" })],
    ["a token that is none", () => ({ id_token_hint: "a.b.c", post_logout_redirect_uri: goodbye })],
  ])("is refused with %s", async (_, asked) => {
    const bob = await signedIn("bob");
    expect((await bob.visit(address(asked() as Record<string, string>))).status).toBe(400);
  });

  it("is refused with a token whose signature is not ours", async () => {
    const bob = await signedIn("bob");
    const { id_token = "" } = await tokensFor(bob, client);
    const forged = `${id_token.slice(0, -10)}AAAAAAAAAA`;
    expect((await bob.visit(address({ id_token_hint: forged }))).status).toBe(400);
  });

  it("cannot sign them out by a form of another site", async () => {
    const bob = await signedIn("bob");
    const foreign = { headers: { Origin: "https://evil.example.test", "Sec-Fetch-Site": "cross-site" } };
    expect((await bob.submit(address({}), {}, foreign)).status).toBe(403);
    expect(await isSignedIn(bob)).toBe(true);
  });
});
