import type { Page } from "@playwright/test";

import { freePort } from "#app/db/embedded/port.ts";
import { settingsFor } from "#app/lab/openid/part.ts";
import { startOpenIdProvider } from "#app/lab/openid/provider.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { startRealm } from "#tests/peers/openid-realm/start-realm.ts";
import { makeRealmVisitor } from "#tests/peers/openid-realm/visit-realm.ts";
import { demoPassword } from "./people.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { startStage } from "./stage.ts";

const UNVERIFIED = "has not verified your e-mail address";

const cancel = (page: Page) => page.getByRole("button", { name: "Cancel" }).click();

/** The lab's provider. */
export async function startAtLab(server: DatabaseServer): Promise<Elsewhere> {
  const provider = await startOpenIdProvider();
  const { faults, setGroups } = provider;
  const stage = await startStage(server, settingsFor(provider));
  return {
    label: "Lab",
    stage,
    choose: (page, person) => page.locator(`button[name="person"][value="${person}"]`).click(),
    cancel,
    needsIt: async (addressThere) => (await chooseAt(await addressThere(), "alice")).href,
    setGroups: async (person, groups) => setGroups(person, groups),
    hang: async () => void faults.add("token-hangs"),
    takeDown: async () => void faults.add("down"),
    talkNonsense: async () => void faults.add("html-answer"),
    recover: async () => faults.clear(),
    rotateKeys: provider.rotateKeys,
    somebodyWithout: () => (faults.add("email-unverified"), { person: "carol", told: UNVERIFIED }),
    close: () => stage.stop().finally(provider.close),
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
    cancel,
    needsIt: async (addressThere) => (await makeRealmVisitor().signIn(await addressThere(), "alice")).href,
    setGroups: realm.setGroups,
    hang: realm.hang,
    takeDown: realm.disable,
    talkNonsense: realm.talkNonsense,
    recover: realm.recover,
    rotateKeys: realm.rotateKeys,
    somebodyWithout: () => ({ person: "bob", told: UNVERIFIED }),
    close: () => stage.stop().finally(realm.stop),
  };
}
