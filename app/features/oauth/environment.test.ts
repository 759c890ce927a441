import { describe, expect, it } from "vitest";

import { readOauthProviders } from "./environment.ts";
import { presets } from "./presets.ts";

const CLIENT = { CLIENT_ID: "an id", CLIENT_SECRET: "a secret" };

const github = {
  AUTHORIZE_URL: "https://github.com/login/oauth/authorize",
  TOKEN_URL: "https://github.com/login/oauth/access_token",
  USERINFO_URL: "https://api.github.com/user",
};

/** The settings of one provider, with its prefix. */
const under = (prefix: string, settings: Record<string, string>) =>
  Object.fromEntries(Object.entries({ ...CLIENT, ...settings }).map(([name, value]) => [`${prefix}_${name}`, value]));

const acme = (settings: Record<string, string> = {}) =>
  under("OIDC_ACME", { ISSUER: "https://id.acme.com", ...settings });
const plain = (settings: Record<string, string> = {}) =>
  under("OAUTH2_ACME", {
    AUTHORIZE_URL: "https://acme.com/authorize",
    TOKEN_URL: "https://acme.com/token",
    USERINFO_URL: "https://acme.com/me",
    ...settings,
  });

describe("OL-03 OL-18 the providers that the environment names", () => {
  it("are none without a word", () => expect(readOauthProviders({})).toEqual({ settings: [], problems: [] }));

  it.each(["CLIENT_ID", "CLIENT_SECRET"])("without its %s a provider is simply not there", (missing) => {
    const source = { ...under("OAUTH_GOOGLE", {}), ...acme(), ...plain() };
    const without = Object.fromEntries(
      Object.entries(source).map(([name, value]) => [name, name.endsWith(missing) ? " " : value]),
    );
    expect(readOauthProviders(without)).toEqual({ settings: [], problems: [] });
  });

  it.each(["AUTH0", "KEYCLOAK"])("without an issuer there is no %s", (name) => {
    expect(readOauthProviders(under(`OAUTH_${name}`, {}))).toEqual({ settings: [], problems: [] });
    expect(readOauthProviders(under(`OAUTH_${name}`, { ISSUER: "https://id.acme.com/" })).settings).toHaveLength(1);
  });

  it("OC24 OL-04 ask for who somebody is, and for nothing else", () => {
    const source = Object.keys(presets).flatMap((name) =>
      Object.entries(under(`OAUTH_${name.toUpperCase()}`, { ISSUER: "https://id.acme.com" })),
    );
    const { settings: providers, problems } = readOauthProviders(Object.fromEntries(source));
    expect(problems).toEqual([]);
    const openId = "openid email profile";
    expect(Object.fromEntries(providers.map(({ name, scopes }) => [name, scopes.join(" ")]))).toEqual({
      google: openId,
      microsoft: openId,
      auth0: openId,
      keycloak: openId,
      github: "read:user user:email",
      discord: "identify email",
    });
    expect(readOauthProviders(acme()).settings[0]?.scopes.join(" ")).toBe(openId);
    expect(readOauthProviders(plain()).settings[0]?.scopes).toEqual([]);
  });

  it("OL-06 OL-07 say all about themselves", () => {
    const settings = {
      LABEL: "Our Acme",
      SCOPES: "me, mail",
      ID_FIELD: "uid",
      EMAIL_FIELD: "mail",
      NAME_FIELD: "fullName",
      TRUSTED_DOMAINS: "Acme.com, acme.org",
      GROUP_MAP: "staff=editor, cn=admins=admin ,staff=viewer",
      CREATE_USERS: "false",
    };
    expect(readOauthProviders(plain(settings)).settings).toEqual([
      {
        name: "acme",
        kind: "oauth2",
        label: "Our Acme",
        trustedDomains: ["acme.com", "acme.org"],
        groupMap: { staff: ["editor", "viewer"], "cn=admins": ["admin"] },
        createsUsers: false,
        clientId: "an id",
        clientSecret: "a secret",
        clientAuth: "basic",
        scopes: ["me", "mail"],
        authorizeUrl: "https://acme.com/authorize",
        tokenUrl: "https://acme.com/token",
        userInfoUrl: "https://acme.com/me",
        emailsUrl: null,
        fields: {
          id: "uid",
          email: "mail",
          verified: "email_verified",
          username: "preferred_username",
          name: "fullName",
          groups: "groups",
        },
        reach: "own-networks",
      },
    ]);
  });

  it("OL-06 look for a custom provider's person in sub, email and name", () => {
    expect(readOauthProviders(plain()).settings[0]?.fields).toMatchObject({ id: "sub", email: "email", name: "name" });
  });

  it("OL-08 do not change", () => {
    const { settings: providers } = readOauthProviders({ ...acme({ GROUP_MAP: "a=b" }), ...under("OAUTH_GITHUB", {}) });
    for (const one of [
      providers,
      ...providers,
      ...providers.flatMap(({ fields, scopes, groupMap }) => [fields, scopes, groupMap]),
    ])
      expect(Object.isFrozen(one)).toBe(true);
    expect(Object.isFrozen(providers.find(({ name }) => name === "acme")?.groupMap.a)).toBe(true);
  });

  it("have names that stand in addresses, and labels made of them", () => {
    const { settings: providers } = readOauthProviders({
      ...under("OIDC_OUR_CORP", { ISSUER: "https://id.acme.com" }),
      ...under("OIDC_OUR_CORP_TWO", { ISSUER: "https://two.acme.com" }),
    });
    expect(providers.map(({ name, label }) => [name, label])).toEqual([
      ["our-corp", "Our Corp"],
      ["our-corp-two", "Our Corp Two"],
    ]);
  });

  it("always ask for openid where they speak it, once", () => {
    expect(readOauthProviders(acme({ SCOPES: "email groups" })).settings[0]?.scopes).toEqual([
      "openid",
      "email",
      "groups",
    ]);
    expect(readOauthProviders(acme({ SCOPES: "email openid" })).settings[0]?.scopes).toEqual(["openid", "email"]);
  });
});

describe("Microsoft", () => {
  const issuerOf = (settings: Record<string, string>) => {
    const { settings: providers, problems } = readOauthProviders(under("OAUTH_MICROSOFT", settings));
    const [provider] = providers;
    return provider?.kind === "openid" ? [provider.issuer, provider.tenants] : problems;
  };
  const at = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`;
  const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

  it.each([
    ["", at("{tenantid}"), "common"],
    ["organizations", at("{tenantid}"), "organizations"],
    ["consumers", at("9188040d-6c67-4c5b-b112-36a304b66dad"), null],
    [TENANT, at(TENANT), null],
    [TENANT.toUpperCase(), at(TENANT), null],
  ])("with the tenant %s has the issuer %s", (tenant, issuer, tenants) =>
    expect(issuerOf({ TENANT: tenant })).toEqual([issuer, tenants]),
  );

  it("takes no name of a tenant, which its tokens do not have in them", () =>
    expect(issuerOf({ TENANT: "acme.onmicrosoft.com" })).toEqual([
      "OAUTH_MICROSOFT_TENANT: must be the id of a tenant, or common, organizations or consumers",
    ]));
});

describe("what is unsafe or cannot be read stops the start, each by its name", () => {
  const unsafe = "must be an https address without a password or a fragment; http only on this machine";
  it.each<[Record<string, string>, string]>([
    [acme({ ISSUER: "http://id.acme.com" }), `OIDC_ACME_ISSUER: ${unsafe}`],
    [acme({ ISSUER: "http://localhost.acme.com" }), `OIDC_ACME_ISSUER: ${unsafe}`],
    [acme({ ISSUER: "id.acme.com" }), `OIDC_ACME_ISSUER: ${unsafe}`],
    [acme({ ISSUER: "https://me:secret@id.acme.com" }), `OIDC_ACME_ISSUER: ${unsafe}`],
    [acme({ ISSUER: "https://id.acme.com/#a" }), `OIDC_ACME_ISSUER: ${unsafe}`],
    [acme({ ISSUER: "https://id.acme.com/?a=b" }), "OIDC_ACME_ISSUER: must be without a question mark"],
    [acme({ TOKEN_URL: "http://10.0.0.1/token" }), `OIDC_ACME_TOKEN_URL: ${unsafe}`],
    [acme({ AUTHORIZE_URL: "javascript:alert(1)" }), `OIDC_ACME_AUTHORIZE_URL: ${unsafe}`],
    [plain({ USERINFO_URL: "ftp://acme.com/me" }), `OAUTH2_ACME_USERINFO_URL: ${unsafe}`],
    [under("OAUTH_GITHUB", { TOKEN_URL: "http://acme.com" }), `OAUTH_GITHUB_TOKEN_URL: ${unsafe}`],
    [acme({ CREATE_USERS: "yes" }), "OIDC_ACME_CREATE_USERS: must be true or false"],
    [acme({ GROUP_MAP: "staff" }), "OIDC_ACME_GROUP_MAP: must look like their-group=role,another-group=role"],
    [acme({ GROUP_MAP: "=admin" }), "OIDC_ACME_GROUP_MAP: must look like their-group=role,another-group=role"],
    [acme({ GROUP_MAP: "staff=" }), "OIDC_ACME_GROUP_MAP: must look like their-group=role,another-group=role"],
    [
      acme({ TRUSTED_DOMAINS: "*" }),
      "OIDC_ACME_TRUSTED_DOMAINS: must be domains such as example.com, with commas between them",
    ],
    [
      acme({ TRUSTED_DOMAINS: "*.acme.com" }),
      "OIDC_ACME_TRUSTED_DOMAINS: must be domains such as example.com, with commas between them",
    ],
    [
      acme({ TRUSTED_DOMAINS: "com" }),
      "OIDC_ACME_TRUSTED_DOMAINS: must be domains such as example.com, with commas between them",
    ],
    [acme({ LABEL: "Acme\nand more" }), "OIDC_ACME_LABEL: must be one line of at most 60 characters"],
    [acme({ SCOPES: 'openid "email"' }), "OIDC_ACME_SCOPES: must be names with spaces between them"],
    [plain({ CLIENT_AUTH: "none" }), "OAUTH2_ACME_CLIENT_AUTH: must be basic or body"],
    [{ ...acme(), ...plain() }, "OAUTH2_ACME_*: the name acme is taken by OIDC_ACME_* already"],
    [
      { ...under("OAUTH_GOOGLE", {}), ...under("OIDC_GOOGLE", { ISSUER: "https://evil.example.com" }) },
      "OIDC_GOOGLE_*: the name google is taken by OAUTH_GOOGLE_* already",
    ],
    [
      { ...under("OAUTH_GITHUB", {}), ...under("OAUTH2_HUB", { ...github, ID_FIELD: "login" }) },
      "hub: knows people by login where github knows the same ones by id; ID_FIELD must be the same",
    ],
    [
      under("OIDC_1ST", { ISSUER: "https://id.acme.com" }),
      'OIDC_1ST_*: "1st" cannot stand in an address: a letter, then letters, digits, hyphens',
    ],
    [
      under(`OIDC_${"A".repeat(32)}`, { ISSUER: "https://id.acme.com" }),
      `OIDC_${"A".repeat(32)}_*: "${"a".repeat(32)}" cannot stand in an address: a letter, then letters, digits, hyphens`,
    ],
  ])("%j", (source, problem) => expect(readOauthProviders(source).problems).toEqual([problem]));

  it("and no secret is in what is said", () => {
    const { problems } = readOauthProviders(
      acme({ CLIENT_SECRET: "hunter2\n", ISSUER: "http://hunter3@acme.com", SCOPES: "é" }),
    );
    expect(problems).toHaveLength(2);
    expect(problems.join("")).not.toContain("hunter");
  });

  it("on this machine no TLS is needed, and several problems are said at once", () => {
    const source = {
      ...acme({ ISSUER: "http://127.0.0.1:4000/openid" }),
      ...plain({ TOKEN_URL: "x", CREATE_USERS: "x" }),
    };
    const { settings: providers, problems } = readOauthProviders(source);
    expect(providers.map(({ name }) => name)).toEqual(["acme"]);
    expect(problems).toHaveLength(3);
  });
});
