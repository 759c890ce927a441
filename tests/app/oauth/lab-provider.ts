import { afterAll, beforeEach } from "vitest";

import { labClient } from "#app/lab/openid/clients.ts";
import { startOpenIdProvider } from "#app/lab/openid/provider.ts";

const callbacks = ["/auth/lab/callback", "/auth/closed/callback", "/login/oauth2/code/lab"].map(
  (path) => `https://app.example.test${path}`,
);

/** The lab's provider, which the app of this file knows as `lab`: trusted for example.com, and its group `editors` gives the role editor. */
export const provider = await startOpenIdProvider({ clients: [{ ...labClient, redirectUris: callbacks }] });

Object.assign(process.env, {
  OIDC_LAB_ISSUER: provider.issuer,
  OIDC_LAB_CLIENT_ID: labClient.id,
  OIDC_LAB_CLIENT_SECRET: labClient.secret,
  OIDC_LAB_TRUSTED_DOMAINS: "example.com",
  OIDC_LAB_GROUP_MAP: "editors=editor",
  // The same provider once more, which makes no accounts and is believed about nobody's address.
  OIDC_CLOSED_ISSUER: provider.issuer,
  OIDC_CLOSED_CLIENT_ID: labClient.id,
  OIDC_CLOSED_CLIENT_SECRET: labClient.secret,
  OIDC_CLOSED_CREATE_USERS: "false",
});

beforeEach(() => provider.faults.clear());
afterAll(() => provider.close());
