import type { Browser } from "#tests/support/browser.ts";
import { apiKeyKind } from "./api-keys/credential-kind.ts";
import { accessToken } from "./access-tokens/kind.ts";
import { cookiesOf, openedFor } from "./opened.ts";

/** What somebody shows to prove who they are, and how they give it up. */
export type HeldCredential = { headers: Record<string, string>; giveUp: () => Promise<unknown> };

/** A kind of credential that the app takes on addresses for programs. */
export type CredentialKind = {
  name: string;
  /** True where a new password of its owner leaves it alone. */
  survivesNewPassword: boolean;
  /** A new one of somebody who can read projects; `browser` is theirs, and signed in. `scopes`: what it must reach, where it is capped. */
  get: (owner: {
    username: string;
    password: string;
    browser: Browser;
    scopes?: readonly string[];
  }) => Promise<HeldCredential>;
};

const session: CredentialKind = {
  name: "session",
  survivesNewPassword: false,
  async get({ username }) {
    const browser = await openedFor(username);
    await browser.visit("/dashboard"); // where its form token comes from
    return { headers: { Cookie: cookiesOf(browser) }, giveUp: () => browser.submit("/logout", {}) };
  },
};

/** Every kind there is. A feature that has another one adds it. */
export const credentialKinds: readonly CredentialKind[] = [session, apiKeyKind, accessToken];
