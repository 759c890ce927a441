import type { Page } from "@playwright/test";

import { freePort } from "#app/db/embedded/port.ts";
import { startLab } from "#app/lab/lab.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { startRealm } from "#tests/peers/openid-realm/start-realm.ts";
import { makeRealmVisitor } from "#tests/peers/openid-realm/visit-realm.ts";
import { demoPassword } from "./people.ts";
import { startStage, type Stage } from "./stage.ts";

/** A provider, and an app of its own that knows it as `label`, trusted for example.com, with its group `editors` for the role editor. */
export type Elsewhere = {
  readonly label: string;
  readonly stage: Stage;
  /** Signs in on the provider's own page, which the browser is at. */
  choose: (page: Page, person: string) => Promise<void>;
  /** The same without the browser: the address of the app that it is sent back to. */
  backFrom: (address: string, person: string) => Promise<string>;
  setGroups: (person: string, groups: readonly string[]) => Promise<void>;
  hang: () => Promise<void>;
  takeDown: () => Promise<void>;
  recover: () => Promise<void>;
  rotateKeys: () => Promise<void>;
  /** Gives somebody for whose address it does not vouch. */
  somebodyUnverified: () => string;
  close: () => Promise<void>;
};

/** The lab's provider. */
export async function startAtLab(server: DatabaseServer): Promise<Elsewhere> {
  const lab = await startLab({ smtpPort: 0, httpPort: 0 });
  const { faults, setGroups } = lab.provider;
  const stage = await startStage(server, { SMTP_URL: lab.smtpUrl, ...lab.openIdSettings });
  return {
    label: "Lab",
    stage,
    choose: (page, person) => page.locator(`button[name="person"][value="${person}"]`).click(),
    backFrom: async (address, person) => (await chooseAt(address, person)).href,
    setGroups: async (person, groups) => setGroups(person, groups),
    hang: async () => void faults.add("token-hangs"),
    takeDown: async () => void faults.add("down"),
    recover: async () => faults.clear(),
    rotateKeys: lab.provider.rotateKeys,
    somebodyUnverified: () => (faults.add("email-unverified"), "carol"),
    close: () => stage.stop().finally(lab.close),
  };
}

/** A certified provider in a process of its own, laid out like a Keycloak realm. */
export async function startAtRealm(server: DatabaseServer): Promise<Elsewhere> {
  const port = await freePort();
  const realm = await startRealm([`http://localhost:${port}/auth/keycloak/callback`]);
  const stage = await startStage(server, {
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    OAUTH_KEYCLOAK_ISSUER: realm.issuer,
    OAUTH_KEYCLOAK_CLIENT_ID: realm.clientId,
    OAUTH_KEYCLOAK_CLIENT_SECRET: realm.clientSecret,
    OAUTH_KEYCLOAK_SCOPES: "openid profile email groups",
    OAUTH_KEYCLOAK_TRUSTED_DOMAINS: "example.com",
    OAUTH_KEYCLOAK_GROUP_MAP: "editors=editor",
  });
  return {
    label: "Keycloak",
    stage,
    async choose(page, person) {
      await page.getByLabel("User name").fill(person);
      await page.getByLabel("Password").fill(demoPassword);
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    backFrom: async (address, person) => (await makeRealmVisitor().signIn(new URL(address), person)).href,
    setGroups: realm.setGroups,
    hang: realm.hang,
    takeDown: realm.disable,
    recover: realm.recover,
    rotateKeys: realm.rotateKeys,
    somebodyUnverified: () => "bob",
    close: () => stage.stop().finally(realm.stop),
  };
}
