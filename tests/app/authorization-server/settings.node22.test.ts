import { describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { signedIn } from "#tests/support/people.ts";
import { authorizeAddress, follow, newClient, refresh, tokensFor } from "./clients.ts";

const status = async (token: string) =>
  (await send("/api/projects", { headers: { Authorization: `Bearer ${token}` } })).status;

describe("/settings/applications", () => {
  it("AS20 shows what somebody has allowed, and takes it back: at once, and for every device", async () => {
    const [bob, client, other] = [await signedIn("bob"), await newClient(), await newClient({ name: "Another" })];
    const [tokens, others] = [await tokensFor(bob, client), await tokensFor(bob, other)];
    const page = await (await bob.visit("/settings/applications")).text();
    for (const words of ["Harbour Reports", "See projects"]) expect(page).toContain(words);
    const answer = await bob.submit("/settings/applications", { intent: "withdraw", id: client.id });
    expect(answer.headers.get("location")).toBe("/settings/applications?done=withdrawn");
    expect(await status(tokens.access_token)).toBe(401);
    expect((await refresh(client, tokens.refresh_token)).status).toBe(400);
    expect(await status(others.access_token)).toBe(200);
    expect((await follow(bob, authorizeAddress(client))).status).toBe(200); // asked again
  });

  it("AS20 takes back nothing of somebody else's", async () => {
    const [bob, carol, client] = [await signedIn("bob"), await signedIn("carol"), await newClient()];
    const tokens = await tokensFor(bob, client);
    await carol.visit("/settings/applications");
    expect((await carol.submit("/settings/applications", { intent: "withdraw", id: client.id })).status).toBe(404);
    expect((await carol.submit("/settings/applications", { intent: "withdraw", id: "x" })).status).toBe(404);
    expect(await status(tokens.access_token)).toBe(200);
  });
});
