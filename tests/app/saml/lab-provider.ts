import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach } from "vitest";

import { makeKey } from "#app/lab/saml/keys.ts";
import { startSamlProvider } from "#app/lab/saml/provider.ts";

/** How the provider reads our metadata: by a request to the app under test, which `through.ts` brings. */
export const asking: { app: (path: string) => Promise<Response> } = {
  app: () => Promise.reject(new Error("nobody has said how the app is asked")),
};

/** The lab's provider, which the app of this file knows as `lab`: trusted for example.com, and its group `editors` gives the role editor. */
export const provider = await startSamlProvider({
  findMetadata: async (entityId) => {
    const answer = await asking.app(new URL(entityId).pathname);
    return answer.status === 200 ? answer.text() : null;
  },
});

const { entityId } = provider;
const folder = mkdtempSync(join(tmpdir(), "saml-"));
const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const ours = await makeKey();
const metadata = await (await fetch(entityId)).text();

Object.assign(process.env, {
  SAML_SP_KEY_FILE: written("key.pem", ours.privateKey),
  SAML_SP_CERT_FILE: written("certificate.pem", ours.certificate),
  SAML_LAB_METADATA: entityId,
  SAML_LAB_TRUSTED_DOMAINS: "example.com",
  SAML_LAB_GROUP_MAP: "editors=editor",
  // The same provider once more, by a file: it makes no accounts and is believed about nobody's address.
  SAML_CLOSED_METADATA: written("metadata.xml", metadata),
  SAML_CLOSED_CREATE_USERS: "false",
  // And once more: people may begin there.
  SAML_PORTAL_METADATA: entityId,
  SAML_PORTAL_IDP_INITIATED: "true",
  SAML_PORTAL_TRUSTED_DOMAINS: "example.com",
  // Nobody is there.
  SAML_GONE_METADATA: "http://127.0.0.1:9/metadata",
});

beforeEach(() => provider.faults.clear());
afterAll(() => {
  provider.close();
  rmSync(folder, { recursive: true });
});
