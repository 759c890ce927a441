import type { Page } from "@playwright/test";

import type { Scene } from "./scenes.ts";

const id = "00000000-0000-7000-8009-000000000001";
const page = `/admin/connections/${id}`;
const at = (path: string) => (shown: Page) => shown.goto(path);

/** Brings about a connection that has been used, and is switched off so that no page for signing in shows it. */
export const connectionStatements = `
  insert into auth.connections (id, name, kind, label, settings, sealed, trusted_domains, group_map, is_enabled, created_at)
  values ('${id}', 'acme', 'openid', 'Acme',
    '{"issuer":"http://127.0.0.1:9/realms/acme","clientId":"gatehouse","scopes":"openid email profile"}', 'nothing',
    '{acme.example}', '{"staff":["viewer"],"board":["editor","admin"]}', false, now() - interval '40 days');
  insert into auth.connection_results (id, connection, at, reason, detail, request_id)
  values
    ('00000000-0000-7000-800a-000000000001', 'acme', now() - interval '3 days', null, null, '5f0c6f0e-4f1f-4b7c-9a53-0f5e3a3cf1d1'),
    ('00000000-0000-7000-800a-000000000002', 'acme', now() - interval '2 days', 'unreachable', 'no answer within 4 s', 'b7a6b3e2-2f4e-4d0e-8f8d-3c1f1f6f9a10'),
    ('00000000-0000-7000-800a-000000000003', 'acme', now() - interval '1 day', 'account-exists', null, '0d2b6c3f-77a5-4c52-9f3a-54f2b8a0c3e7');
`;

/** The administrators' pages about connections, on a stage with `connectionStatements`. Nothing that they look at is made. */
export const connectionScenes: readonly Scene[] = [
  { name: "admin-connections", as: "alice", open: at("/admin/connections") },
  { name: "admin-connection", as: "alice", open: at(page) },
  { name: "admin-connection-by-superuser", as: "root", open: askForRemoval },
  { name: "admin-connection-done", as: "alice", open: at(`${page}?done=added`) },
  { name: "admin-connection-tested", as: "alice", open: testIt },
  { name: "admin-connection-errors", as: "alice", open: sendBadGroups },
  { name: "admin-connections-new", as: "alice", open: at("/admin/connections/new") },
  { name: "admin-connections-new-errors", as: "alice", open: addNobody },
];

async function askForRemoval(shown: Page): Promise<void> {
  await shown.goto(page);
  await shown.locator("summary").click();
}

async function testIt(shown: Page): Promise<void> {
  await shown.goto(page);
  await shown.getByRole("button", { name: "Test the connection" }).click();
  await shown.getByRole("alert").waitFor();
}

async function sendBadGroups(shown: Page): Promise<void> {
  await shown.goto(page);
  await shown.getByLabel("Groups").fill("staff = viewer\nboard");
  await shown.getByRole("button", { name: "Save" }).click();
  await shown.getByRole("alert").waitFor();
}

async function addNobody(shown: Page): Promise<void> {
  await shown.goto("/admin/connections/new");
  await shown.getByLabel("Name").fill("nobody");
  await shown.getByLabel("Label").fill("Nobody at home");
  await shown.getByLabel("Issuer").fill("http://127.0.0.1:9");
  await shown.getByLabel("Client id").fill("gatehouse");
  await shown.getByLabel("Client secret").fill("not looked at");
  await shown.getByRole("button", { name: "Check and add" }).click();
  await shown.getByRole("alert").first().waitFor();
}
