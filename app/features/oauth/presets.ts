/** Settings that nobody has to write: what is known of a provider before its client id and secret. */
export type Preset = { readonly kind: "openid" | "oauth2"; readonly settings: Readonly<Record<string, string>> };

/** The providers that need a client id and a secret, some an issuer, and nothing else (OL-03, OL-04, OL-20, RM-01). */
export const presets: Readonly<Record<string, Preset>> = {
  google: { kind: "openid", settings: { LABEL: "Google", ISSUER: "https://accounts.google.com" } },
  microsoft: {
    kind: "openid",
    settings: {
      LABEL: "Microsoft",
      TENANT: "common",
      ISSUER: "https://login.microsoftonline.com/{tenantid}/v2.0",
      // An address there is whatever an administrator of some tenant has written; this says that its domain is that tenant's.
      VERIFIED_FIELD: "xms_edov",
    },
  },
  auth0: { kind: "openid", settings: { LABEL: "Auth0" } },
  keycloak: { kind: "openid", settings: { LABEL: "Keycloak" } },
  github: {
    kind: "oauth2",
    settings: {
      LABEL: "GitHub",
      AUTHORIZE_URL: "https://github.com/login/oauth/authorize",
      TOKEN_URL: "https://github.com/login/oauth/access_token",
      USERINFO_URL: "https://api.github.com/user",
      EMAILS_PATH: "/emails",
      SCOPES: "read:user user:email",
      ID_FIELD: "id",
      USERNAME_FIELD: "login",
    },
  },
  discord: {
    kind: "oauth2",
    settings: {
      LABEL: "Discord",
      AUTHORIZE_URL: "https://discord.com/oauth2/authorize",
      TOKEN_URL: "https://discord.com/api/oauth2/token",
      USERINFO_URL: "https://discord.com/api/users/@me",
      SCOPES: "identify email",
      ID_FIELD: "id",
      NAME_FIELD: "global_name",
      USERNAME_FIELD: "username",
      VERIFIED_FIELD: "verified",
    },
  },
};
