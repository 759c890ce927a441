import { randomBytes } from "node:crypto";

import { describe, expect, it } from "vitest";

// Only a secret that others cannot check anything by: then nobody gets a token, whatever Node.js this is.
const secret = { kty: "oct", k: randomBytes(32).toString("base64url") };
process.env.TOKEN_SIGNING_KEYS = `shared:${Buffer.from(JSON.stringify(secret)).toString("base64url")}`;

const { send } = await import("#tests/support/app.ts");
const { signedIn } = await import("#tests/support/people.ts");

describe("Z-11 without a key that others can check tokens by", () => {
  it.each([
    "/oauth2/authorize?client_id=x",
    "/oauth2/userinfo",
    "/oauth2/logout",
    "/.well-known/jwks.json",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-protected-resource/api",
  ])("%s answers as if it were not there", async (path) => {
    expect((await send(path)).status).toBe(404);
  });

  it.each(["/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/device"])(
    "%s answers as if it were not there",
    async (path) => {
      expect((await send(path, { method: "POST", form: { grant_type: "client_credentials" } })).status).toBe(404);
    },
  );

  it("people sign in as ever, and administrators read why", async () => {
    const alice = await signedIn("alice");
    expect(await (await alice.visit("/admin/clients")).text()).toContain("No tokens are given out by this server");
    expect((await alice.visit("/settings/applications")).status).toBe(200);
    expect((await alice.visit("/device")).status).toBe(404);
  });
});
