import type { Page } from "@playwright/test";

import { accessTokensScenes } from "./access-tokens-scenes.ts";
import { accountScenes } from "./account-scenes.ts";
import { apiDocsScenes } from "./api-docs-scenes.ts";
import { authorizationServerScenes } from "./authorization-server-scenes.ts";
import { apiKeyScenes } from "./api-keys-scenes.ts";
import { adminScenes } from "./admin-scenes.ts";
import { connectionScenes } from "./connection-scenes.ts";
import { ldapScenes } from "./ldap-scenes.ts";
import { rulesScenes } from "./rules-scenes.ts";
import { postSignIn, sendSignIn, type Username } from "./people.ts";
import { oauthScenes } from "./oauth-scenes.ts";
import { projectScenes } from "./project-scenes.ts";
import { proxyScenes } from "./proxy-scenes.ts";
import { samlScenes } from "./saml-scenes.ts";

/** A page in one of its states: its name, who looks at it (null: somebody who is not signed in), and how it comes about. */
export type Scene = {
  name: string;
  as: Username | null;
  open: (page: Page) => Promise<unknown>;
  /** Some hundreds of elements: axe may take its time. */
  isLarge?: true;
};

const at = (path: string) => (page: Page) => page.goto(path);

/** Every page in each state, with the demo data as it is. Nobody in here ends a session of somebody else. */
export const scenes: readonly Scene[] = [
  { name: "home", as: null, open: at("/") },
  { name: "home-signed-in", as: "alice", open: at("/") },
  { name: "sign-in", as: null, open: at("/login") },
  {
    name: "sign-in-wrong-password",
    as: null,
    open: (page) => trySignIn(page, "nobody@example.com", "not a pass phrase"),
  },
  { name: "sign-in-disabled", as: null, open: (page) => trySignIn(page, "dave") },
  { name: "sign-in-limited", as: null, open: tryTooOften },
  ...accountScenes,
  ...oauthScenes,
  { name: "confirm", as: "alice", open: at("/confirm?redirectTo=%2Fsettings%2Femail") },
  { name: "confirm-form-lost", as: "alice", open: at("/confirm?form=&redirectTo=%2Fsettings%2Femail") },
  { name: "dashboard-admin", as: "alice", open: at("/dashboard") },
  { name: "dashboard-superuser", as: "root", open: at("/dashboard") },
  { name: "dashboard-no-role", as: "erin", open: at("/dashboard") },
  ...projectScenes,
  { name: "sessions", as: "alice", open: at("/settings/sessions") },
  ...accessTokensScenes,
  { name: "sessions-confirming", as: "alice", open: askForOthers },
  { name: "sessions-done", as: "alice", open: at("/settings/sessions?done=revoked") },
  { name: "settings-profile", as: "alice", open: at("/settings/profile") },
  { name: "settings-profile-done", as: "alice", open: at("/settings/profile?done=changed") },
  { name: "settings-profile-errors", as: "alice", open: sendBadProfile },
  { name: "settings-email", as: "alice", open: at("/settings/email") },
  { name: "settings-password", as: "alice", open: at("/settings/password") },
  { name: "settings-password-errors", as: "alice", open: sendBadPassword },
  { name: "settings-activity", as: "alice", open: at("/settings/activity") },
  { name: "settings-activity-none", as: "alice", open: at("/settings/activity?before=nothing") },
  { name: "settings-account", as: "alice", open: at("/settings/account") },
  { name: "settings-account-errors", as: "alice", open: sendAnothersName },
  ...adminScenes,
  ...rulesScenes,
  ...connectionScenes,
  ...ldapScenes,
  ...samlScenes,
  ...proxyScenes,
  ...apiKeyScenes,
  ...apiDocsScenes,
  ...authorizationServerScenes,
  { name: "why", as: "alice", open: at("/admin/why") },
  {
    name: "why-refused",
    as: "alice",
    open: at("/admin/why?user=bob&permission=project%3Aupdate&model=project&row=Breakwater&field=budget"),
  },
  { name: "why-allowed", as: "alice", open: at("/admin/why?user=alice&permission=project%3Aread&row=Lighthouse") },
  { name: "why-wrong-question", as: "alice", open: at("/admin/why?user=nobody&permission=project%3Aread&at=noon") },
  { name: "why-request", as: "alice", open: askAboutRefusal },
  { name: "matrix", as: "alice", open: at("/admin/matrix"), isLarge: true },
  { name: "matrix-one-role", as: "alice", open: at("/admin/matrix?who=role%3Aeditor") },
  { name: "error-404", as: null, open: at("/no/such/page") },
  { name: "error-404-signed-in", as: "alice", open: at("/no/such/page") },
  { name: "error-400", as: null, open: at("/login?password=in-the-address") },
  { name: "error-stale-form", as: null, open: sendStaleForm },
  { name: "error-stale-form-signed-in", as: "alice", open: sendWithoutToken },
];

/** The states that need a database in which nothing has happened yet: see `quiet-stage.ts`. */
export const quietScenes: readonly Scene[] = [
  { name: "projects-none", as: "carol", open: at("/projects") },
  { name: "projects-none-yet", as: "bob", open: at("/projects") },
  { name: "admin-connections-none", as: "alice", open: at("/admin/connections") },
  { name: "sessions-only-this", as: "carol", open: at("/settings/sessions") },
  { name: "verify-email", as: "erin", open: at("/verify-email") },
];

async function trySignIn(page: Page, identifier: string, password?: string): Promise<void> {
  await page.goto("/login");
  await sendSignIn(page, identifier, password);
  await page.getByRole("alert").waitFor();
}

/** The eleventh try within a quarter of an hour; the first ten go without a page. */
async function tryTooOften(page: Page): Promise<void> {
  await page.goto("/login");
  const mallory = { identifier: "mallory@example.com", password: "a guess of mallory" };
  for (let tries = 0; tries < 10; tries += 1) await postSignIn(page.request, new URL(page.url()).origin, mallory);
  await sendSignIn(page, mallory.identifier, mallory.password);
  await page.getByText("Too many attempts").waitFor();
}

async function askForOthers(page: Page): Promise<void> {
  await page.goto("/settings/sessions");
  await page.getByText("Sign out everywhere else").click();
}

async function sendBadProfile(page: Page): Promise<void> {
  await page.goto("/settings/profile");
  await page.getByLabel("First name").fill("A name without end ".repeat(9));
  await page.getByLabel("Username").fill("alice@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").first().waitFor();
}

async function sendBadPassword(page: Page): Promise<void> {
  await page.goto("/settings/password");
  await page.getByLabel("Current password").fill("not looked at");
  await page.getByLabel("New password").fill("alice");
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByRole("alert").waitFor();
}

async function sendAnothersName(page: Page): Promise<void> {
  await page.goto("/settings/account");
  await page.getByText("Delete your account").last().click();
  await page.getByLabel("Type your username").fill("bob");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByRole("alert").waitFor();
}

/** Signs out in another tab, as it were: the token in the form fits no more. */
async function sendStaleForm(page: Page): Promise<void> {
  await page.goto("/login");
  await page.context().clearCookies();
  await sendSignIn(page, "alice");
  await page.getByText("This form is out of date").waitFor();
}

/** The same to somebody who may see why. */
async function sendWithoutToken(page: Page): Promise<void> {
  await page.goto("/settings/profile");
  await page.context().clearCookies({ name: /XSRF-TOKEN/ });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "Why?" }).waitFor();
}

/** Sends a form without its token, and looks at why it was refused. */
async function askAboutRefusal(page: Page): Promise<void> {
  await page.goto("/settings/sessions");
  const { origin } = new URL(page.url());
  const form = { intent: "revoke" };
  const refused = await page.request.post("/settings/sessions", { form, headers: { Origin: origin }, maxRedirects: 0 });
  await page.goto(`/admin/why?request=${refused.headers()["x-request-id"] ?? ""}`);
  await page.getByText("The form did not carry its token").waitFor();
}
