import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { addressOf, newSecrets, providerIn, signInAt } from "#tests/support/oauth-sign-in.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { labClient } from "../../lab/openid/clients.ts";
import { numberOf, subjectOf } from "../../lab/openid/people.ts";
import { startOpenIdProvider } from "../../lab/openid/provider.ts";
import { assertionFrom } from "./exchange.server.ts";

const lab = await startOpenIdProvider();
const withSlash = await startOpenIdProvider({ path: "/" });
afterAll(() => [lab, withSlash].map(({ close }) => close()));
beforeEach(() => lab.faults.clear());

const under = (prefix: string, settings: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({ CLIENT_ID: labClient.id, CLIENT_SECRET: labClient.secret, ...settings }).map(([name, value]) => [
      `${prefix}_${name}`,
      value,
    ]),
  );
const plainAt = (prefix: string, name: string, userInfo: string, more: Record<string, string> = {}) =>
  under(prefix, {
    AUTHORIZE_URL: `${lab.plainUrl}/${name}/authorize`,
    TOKEN_URL: `${lab.plainUrl}/${name}/token`,
    USERINFO_URL: `${lab.plainUrl}/${name}${userInfo}`,
    ...more,
  });
const github = plainAt("OAUTH_GITHUB", "github", "/user");
const discord = plainAt("OAUTH_DISCORD", "discord", "/users/@me");
const custom = plainAt("OAUTH2_CUSTOM", "custom", "/me", { SCOPES: "profile" });
const renamed = {
  SCOPES: "profile",
  ID_FIELD: "uid",
  EMAIL_FIELD: "mail",
  NAME_FIELD: "fullName",
  CLIENT_AUTH: "body",
};

const asOpenId = { authority: lab.issuer, subject: subjectOf("bob"), groups: ["editors"], username: "bob" };
const verified = { email: "bob@example.com", emailVerified: true };
const unverified = { email: "bob@example.com", emailVerified: false };

/** Each provider, pointed at the lab; whom it makes of bob; and how it is told who the app is. */
const table: [string, Record<string, string>, Record<string, unknown>, "basic" | "post"][] = [
  ["google", under("OAUTH_GOOGLE", { ISSUER: lab.issuer }), { ...asOpenId, ...verified }, "basic"],
  // Its word on addresses is another one, which the lab does not know.
  ["microsoft", under("OAUTH_MICROSOFT", { ISSUER: lab.issuer }), { ...asOpenId, ...unverified }, "basic"],
  ["auth0", under("OAUTH_AUTH0", { ISSUER: withSlash.issuer }), { authority: withSlash.issuer, ...verified }, "basic"],
  ["keycloak", under("OAUTH_KEYCLOAK", { ISSUER: lab.issuer }), { ...asOpenId, ...verified }, "basic"],
  ["our-corp", under("OIDC_OUR_CORP", { ISSUER: lab.issuer }), { ...asOpenId, ...verified }, "basic"],
  [
    "github",
    github,
    { authority: `${lab.plainUrl}/github/user`, subject: String(numberOf("bob")), username: "bob", ...verified },
    "basic",
  ],
  [
    "discord",
    discord,
    { authority: `${lab.plainUrl}/discord/users/@me`, subject: expect.stringMatching(/^\d{18}$/), ...verified },
    "basic",
  ],
  ["custom", custom, { authority: `${lab.plainUrl}/custom/me`, subject: subjectOf("bob"), ...verified }, "basic"],
  [
    "renamed",
    plainAt("OAUTH2_RENAMED", "renamed", "/me", renamed),
    { authority: `${lab.plainUrl}/renamed/me`, subject: String(numberOf("bob")), ...unverified },
    "post",
  ],
];

describe.each(table)("OL-14 OL-20 RM-01 %s", (name, source, bob, authentication) => {
  const provider = providerIn(source);
  const { heard } = name === "auth0" ? withSlash : lab;

  it("tells who has signed in there", async () => {
    const exchanged = await signInAt(provider, "bob");
    expect(exchanged).toMatchObject({ ok: true, assertion: { firstName: "Bob", lastName: "Editor", ...bob } });
  });

  it("Z-15 OC04 OL-12 is asked with PKCE by S256, a state, one callback address, and nothing secret", async () => {
    const secrets = newSecrets();
    const address = await addressOf(provider, secrets);
    const { code_challenge: challenge = "", nonce = null, ...asked } = Object.fromEntries(address.searchParams);
    expect(asked).toEqual({
      response_type: "code",
      client_id: labClient.id,
      redirect_uri: `http://localhost:3000/auth/${name}/callback`,
      scope: provider.scopes.join(" "),
      state: secrets.state,
      code_challenge_method: "S256",
    });
    expect(challenge).toMatch(/^[\w-]{43}$/);
    expect(nonce).toBe(provider.kind === "openid" ? secrets.nonce : null);
    expect(address.href).not.toContain(secrets.verifier);
  });

  it("OC04 is given the verifier with the code, by a client that shows who it is", async () => {
    await signInAt(provider, "bob");
    const { parameters, ...rest } = heard.find(({ path }) => path.endsWith("/token")) ?? {};
    expect(parameters?.code_verifier).toMatch(/^[\w-]{43,}$/);
    expect(parameters?.grant_type).toBe("authorization_code");
    expect(rest).toMatchObject({ authentication });
  });

  it("OC01 OC12 is not believed without the state that was sent, nor with the code of another sign-in", async () => {
    const [mine, theirs] = [newSecrets(), newSecrets()];
    const callback = await chooseAt(await addressOf(provider, mine), "bob");
    expect(await assertionFrom(provider, callback, theirs)).toMatchObject({ ok: false, reason: "untrusted" });
    const borrowed = new URL(callback);
    borrowed.searchParams.set("state", theirs.state);
    expect(await assertionFrom(provider, borrowed, theirs)).toMatchObject({ ok: false, reason: "refused" });
  });

  it("OC01 is not believed with a state or a code too many", async () => {
    for (const twice of ["state", "code"]) {
      const secrets = newSecrets();
      const callback = await chooseAt(await addressOf(provider, secrets), "bob");
      callback.searchParams.append(twice, callback.searchParams.get(twice) ?? "");
      expect(await assertionFrom(provider, callback, secrets)).toMatchObject({ ok: false, reason: "untrusted" });
    }
  });

  it("OL-15 lets somebody change their mind", async () => {
    expect(await signInAt(provider, "")).toMatchObject({ ok: false, reason: "cancelled" });
  });

  it("OC03 takes a code once", async () => {
    const secrets = newSecrets();
    const callback = await chooseAt(await addressOf(provider, secrets), "bob");
    expect(await assertionFrom(provider, callback, secrets)).toMatchObject({ ok: true });
    expect(await assertionFrom(provider, callback, secrets)).toMatchObject({ ok: false, reason: "refused" });
  });

  it("OL-01 hands over its tokens, and never a text where none is", async () => {
    const exchanged = await signInAt(provider, "bob");
    const tokens = exchanged.ok ? exchanged.tokens : null;
    expect(tokens).toMatchObject({ accessToken: expect.stringMatching(/.{20}/), refreshToken: null });
    expect(tokens?.scope.split(/[ ,]/)).toEqual(provider.scopes);
    expect(JSON.stringify(exchanged.ok && exchanged.assertion)).not.toContain(tokens?.accessToken);
  });
});

describe("a provider of plain OAuth 2", () => {
  it.each([
    ["OC08", "no-sub", "untrusted"],
    ["OC08", "empty-sub", "untrusted"],
    ["OC08", "object-sub", "untrusted"],
    ["OC08", "long-sub", "untrusted"],
    ["OC13", "error-with-html", "cancelled"],
    ["OC13", "error-with-code", "cancelled"],
    ["OC13", "server-error", "refused"],
    ["OC01", "no-state", "untrusted"],
    ["OC01", "wrong-state", "untrusted"],
    ["OC01", "no-code", "untrusted"],
    ["OC14", "token-down", "unreachable"],
    ["OC14", "html-answer", "unreachable"],
    ["OC14", "truncated-json", "unreachable"],
    ["OC14", "huge-token-answer", "unreachable"],
    ["OC14", "redirecting-token-endpoint", "unreachable"],
    ["OC14", "token-hangs-up", "unreachable"],
    ["OC14", "userinfo-down", "unreachable"],
    ["OC14", "redirecting-userinfo", "unreachable"],
    ["OL-14", "no-access-token", "untrusted"],
    ["OL-14", "wrong-token-type", "untrusted"],
    ["OL-14", "refused-code", "refused"],
  ] as const)("%s with %s is %s", async (_, fault, reason) => {
    for (const source of [github, discord, custom]) {
      lab.faults.clear();
      lab.faults.add(fault);
      expect(await signInAt(providerIn(source), "bob")).toMatchObject({ ok: false, reason });
    }
  });

  it.each([
    "email-unverified",
    "email-verified-as-text",
    "email-verified-as-true-text",
    "email-verified-missing",
  ] as const)("OC09 with %s has verified no address", async (fault) => {
    lab.faults.add(fault);
    for (const source of [github, discord, custom])
      expect(await signInAt(providerIn(source), "bob")).toMatchObject({ ok: true, assertion: unverified });
  });

  it("OC12 takes no code of another", async () => {
    const secrets = newSecrets();
    const callback = await chooseAt(await addressOf(providerIn(github), secrets), "bob");
    expect(await assertionFrom(providerIn(discord), callback, secrets)).toMatchObject({ ok: false, reason: "refused" });
  });

  it("with its address behind a scope that it did not give has none", async () => {
    const provider = providerIn({ ...github, OAUTH_GITHUB_SCOPES: "read:user" });
    const nobody = { email: null, emailVerified: false, subject: String(numberOf("bob")) };
    expect(await signInAt(provider, "bob")).toMatchObject({ ok: true, assertion: nobody });
  });
});
