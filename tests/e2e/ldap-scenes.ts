import type { Page } from "@playwright/test";

import { directoryPassword } from "#app/lab/directory/entries.ts";
import { sendSignIn } from "./people.ts";
import type { Scene } from "./scenes.ts";

const address = "/admin/connections/new-ldap";
const connect = "/settings/directory/ldap-lab";

/** The pages about directories, and of people who come with the password of the lab's. */
export const ldapScenes: readonly Scene[] = [
  { name: "sign-in-unconnected", as: null, open: comeAsRoot },
  { name: "settings-directory", as: "carol", open: (shown) => shown.goto(connect) },
  { name: "settings-directory-errors", as: "carol", open: connectNobody },
  { name: "admin-connections-new-ldap", as: "root", open: (shown) => shown.goto(address) },
  { name: "admin-connections-new-ldap-refused", as: "alice", open: (shown) => shown.goto(address) },
  { name: "admin-connections-new-ldap-errors", as: "root", open: addNobody },
];

async function comeAsRoot(shown: Page): Promise<void> {
  await shown.goto("/login");
  await sendSignIn(shown, "root", directoryPassword);
  await shown.getByRole("link", { name: "Sign in and connect Lab directory" }).waitFor();
}

async function connectNobody(shown: Page): Promise<void> {
  await shown.goto(connect);
  await shown.getByLabel("Username in Lab directory").fill("nobody");
  await shown.getByLabel("Password in Lab directory").fill("not a pass phrase");
  await shown.getByRole("button", { name: "Connect Lab directory" }).click();
  await shown.getByRole("alert").waitFor();
}

async function addNobody(shown: Page): Promise<void> {
  await shown.goto(address);
  await shown.getByLabel("Name", { exact: true }).fill("nobody");
  await shown.getByLabel("Label").fill("Nobody at home");
  await shown.getByLabel("Address").fill("ldap://127.0.0.1:9");
  await shown.getByLabel("Base DN", { exact: true }).fill("dc=example,dc=com");
  await shown.getByLabel("Account DN").fill("cn=gatehouse,dc=example,dc=com");
  await shown.getByLabel("Account password").fill("not looked at");
  await shown.getByRole("button", { name: "Check and add" }).click();
  await shown.getByRole("alert").first().waitFor();
}
