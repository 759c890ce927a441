import type { Page } from "@playwright/test";

import { settingsFor } from "#app/lab/saml/part.ts";
import { startSamlProvider } from "#app/lab/saml/provider.ts";
import { startSimpleSamlPhp } from "#tests/peers/simplesamlphp/start-simplesamlphp.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { demoPassword } from "./people.ts";
import { startSamlStage } from "./saml-stage.ts";
import type { Stage } from "./stage.ts";
import { test } from "./test.ts";

const NO_ADDRESS = "told us no e-mail address";

/** The lab's SAML provider. */
export async function startAtSamlLab(server: DatabaseServer): Promise<Elsewhere> {
  const provider = await startSamlProvider();
  const { faults, setGroups } = provider;
  const stage = await startSamlStage(server, settingsFor(provider));
  const press = async (page: Page, button: string) => {
    await page.locator(`button[name="person"][value="${button}"]`).click();
    // The answer posts itself, where that can be.
    if (test.info().project.use.javaScriptEnabled === false) await page.getByRole("button", { name: "Go on" }).click();
    await backAt(stage, page);
  };
  return {
    label: "Lab SAML",
    stage,
    choose: press,
    cancel: (page) => press(page, ""),
    needsIt: async () => `${stage.url}/auth/saml/lab/login`,
    setGroups: async (person, groups) => setGroups(person, groups),
    hang: async () => void faults.add("hangs"),
    takeDown: async () => void faults.add("down"),
    talkNonsense: async () => void faults.add("metadata-is-html"),
    recover: async () => faults.clear(),
    rotateKeys: provider.rotateKeys,
    somebodyWithout: () => (faults.add("no-email"), { person: "carol", told: NO_ADDRESS }),
    close: () => stage.stop().finally(provider.close),
  };
}

/** SimpleSAMLphp in a process of its own, which must be installed. */
export async function startAtSimpleSamlPhp(server: DatabaseServer): Promise<Elsewhere> {
  const peer = await startSimpleSamlPhp();
  const stage = await startSamlStage(server, {
    SAML_PEER_METADATA: peer.entityId,
    SAML_PEER_LABEL: "SimpleSAMLphp",
    SAML_PEER_TRUSTED_DOMAINS: "example.com",
    SAML_PEER_GROUP_MAP: "editors=editor",
  });
  peer.knowApp(await (await fetch(`${stage.url}/auth/saml/peer/metadata`)).text());
  return {
    label: "SimpleSAMLphp",
    stage,
    async choose(page, person) {
      await page.locator("#username").fill(person);
      await page.locator("#password").fill(demoPassword);
      await page.locator("#password").press("Enter");
      await backAt(stage, page);
    },
    needsIt: async () => `${stage.url}/auth/saml/peer/login`,
    setGroups: async (person, groups) => peer.setGroups(person, groups),
    hang: async () => peer.hang(),
    takeDown: async () => peer.takeDown(),
    talkNonsense: async () => peer.talkNonsense(),
    recover: async () => peer.recover(),
    rotateKeys: async () => peer.rotateKeys(),
    somebodyWithout: () => (peer.forgetAddress("carol"), { person: "carol", told: NO_ADDRESS }),
    close: () => stage.stop().finally(peer.stop),
  };
}

/** Until the answer is posted, and the app has said what it makes of it. */
const backAt = (stage: Stage, page: Page) => page.waitForURL((url) => url.origin === stage.url);
