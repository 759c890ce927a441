import { afterAll, afterEach, describe, expect, it } from "vitest";

import { addressOf, newSecrets, providerIn } from "#tests/support/oauth-sign-in.ts";
import { assertionFrom, type Asking } from "#app/features/oauth/exchange.server.ts";
import { subjectOf } from "./openid-realm/people.ts";
import { startRealm } from "./openid-realm/start-realm.ts";
import { makeRealmVisitor, type RealmVisitor } from "./openid-realm/visit-realm.ts";

const realm = await startRealm(["http://localhost:3000/auth/keycloak/callback"]);
afterEach(() => realm.recover());
afterAll(() => realm.stop());

const provider = providerIn({
  OAUTH_KEYCLOAK_ISSUER: realm.issuer,
  OAUTH_KEYCLOAK_CLIENT_ID: realm.clientId,
  OAUTH_KEYCLOAK_CLIENT_SECRET: realm.clientSecret,
  OAUTH_KEYCLOAK_SCOPES: "openid profile email groups",
});

async function signIn(username: string, asking?: Asking, visitor: RealmVisitor = makeRealmVisitor()) {
  const secrets = newSecrets();
  const callback = await visitor.signIn(await addressOf(provider, secrets, asking), username);
  return assertionFrom(provider, callback, secrets, asking);
}

describe("a certified OpenID provider", () => {
  it("OL-05 OL-14 is understood from its issuer alone", async () => {
    const carol = { authority: realm.issuer, subject: subjectOf("carol"), username: "carol", groups: ["viewers"] };
    const address = { email: "carol@example.com", emailVerified: true };
    expect(await signIn("carol")).toMatchObject({
      ok: true,
      assertion: { ...carol, ...address },
      tokens: { refreshToken: expect.any(String), expiresAt: expect.any(Date) },
    });
  });

  it("OC09 verifies no address that it does not vouch for", async () => {
    expect(await signIn("bob")).toMatchObject({
      ok: true,
      assertion: { email: "bob@example.com", emailVerified: false },
    });
  });

  it("asks whoever it remembers to show themselves anew", async () => {
    const visitor = makeRealmVisitor();
    await signIn("carol", {}, visitor);
    expect(await signIn("nobody", {}, visitor)).toMatchObject({ ok: true });
    await expect(signIn("nobody", { isFresh: true }, visitor)).rejects.toThrow("401");
    expect(await signIn("carol", { isFresh: true }, visitor)).toMatchObject({ ok: true });
  });

  it("is believed at once when it has changed its keys", async () => {
    expect(await signIn("carol")).toMatchObject({ ok: true });
    await realm.rotateKeys();
    expect(await signIn("carol")).toMatchObject({ ok: true });
  });

  it.each(["hang", "disable"] as const)("OC14 that is told to %s costs nobody five seconds", async (weather) => {
    const secrets = newSecrets();
    const callback = await makeRealmVisitor().signIn(await addressOf(provider, secrets), "carol");
    await realm[weather]();
    const began = performance.now();
    expect(await assertionFrom(provider, callback, secrets)).toMatchObject({ ok: false, reason: "unreachable" });
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
