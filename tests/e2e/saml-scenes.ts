import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

const id = "00000000-0000-7000-8009-000000000002";
const page = `/admin/connections/${id}`;
const at = (path: string) => (shown: Page) => shown.goto(path);

/** Brings about a SAML connection that is switched off, so that no page for signing in shows it. */
export const samlStatements = (certificate: string) => `
  insert into auth.connections (id, name, kind, label, settings, sealed, trusted_domains, is_enabled, created_at)
  values ('${id}', 'saml-umbrella', 'saml', 'Umbrella', '${JSON.stringify({
    issuer: "https://login.umbrella.example/saml as saml-umbrella, added",
    slug: "umbrella",
    entityId: "https://login.umbrella.example/saml",
    metadataUrl: "",
    signInUrl: "https://login.umbrella.example/saml/sign-in",
    certificates: certificate,
  })}', 'nothing', '{umbrella.example}', false, now() - interval '9 days');
`;

/** The pages about SAML connections, and of people who come through the lab's, on a stage with `samlStatements`. */
export const samlScenes: readonly Scene[] = [
  { name: "saml-begun-elsewhere", as: null, open: at("/auth/saml/lab/finish?ticket=a-strangers") },
  { name: "saml-account-exists", as: null, open: comeAsRoot },
  { name: "admin-connection-of-saml-tested", as: "alice", open: testIt },
  { name: "admin-connection-saml", as: "alice", open: at(`${page}/saml`) },
  { name: "admin-connection-saml-errors", as: "root", open: sendBadAttribute },
  { name: "admin-connections-new-saml", as: "alice", open: at("/admin/connections/new-saml") },
  { name: "admin-connections-new-saml-errors", as: "alice", open: addNobody },
];

async function comeAsRoot(shown: Page): Promise<void> {
  await shown.goto("/auth/saml/lab/login");
  await shown.locator('button[name="person"][value="root"]').click();
  await shown.getByRole("link", { name: "Sign in and connect Lab SAML" }).waitFor();
}

async function testIt(shown: Page): Promise<void> {
  await shown.goto(page);
  await shown.getByRole("button", { name: "Test the connection" }).click();
  await shown.getByText("Certificates end").waitFor();
}

async function sendBadAttribute(shown: Page): Promise<void> {
  await shown.goto(`${page}/saml`);
  await shown.getByLabel("Attribute for the id").fill("two words");
  await shown.getByRole("button", { name: "Save" }).click();
  await shown.getByRole("alert").waitFor();
}

async function addNobody(shown: Page): Promise<void> {
  await shown.goto("/admin/connections/new-saml");
  await shown.getByLabel("Name", { exact: true }).fill("nobody");
  await shown.getByLabel("Label").fill("Nobody at home");
  await shown.getByLabel("Metadata", { exact: true }).fill("<html>A page, and no metadata</html>");
  await shown.getByRole("button", { name: "Check and add" }).click();
  await shown.getByRole("alert").first().waitFor();
}
