import { type Page, request } from "@playwright/test";

import { demoPassword } from "#app/db/demo-data.ts";

export { demoPassword };

/** A demo person who can sign in. */
export type Username = "root" | "alice" | "bob" | "carol" | "erin";

/** The cookies of a browser, to be given to another one. */
export type Cookies = Awaited<ReturnType<Awaited<ReturnType<typeof request.newContext>>["storageState"]>>;

/** Fills in the sign-in form that is on the page, and sends it. Does not wait for what comes of it. */
export async function sendSignIn(page: Page, identifier: string, password = demoPassword): Promise<void> {
  await page.getByLabel("Username or e-mail").fill(identifier);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs a demo person in through the page, and waits for the dashboard. */
export async function signIn(page: Page, username: Username): Promise<void> {
  await page.goto("/login");
  await sendSignIn(page, username);
  await page.waitForURL("/dashboard");
}

/** Signs a demo person in without a page, and gives the cookies: for tests that begin with somebody who is signed in. */
export async function sessionOf(baseURL: string, username: Username, userAgent: string): Promise<Cookies> {
  const browser = await request.newContext({ baseURL, userAgent });
  try {
    await browser.get("/login");
    const answer = await postSignIn(browser, baseURL, { identifier: username, password: demoPassword });
    if (answer.status() !== 303) throw new Error(`${username} could not sign in: ${answer.status()}`);
    return await browser.storageState();
  } finally {
    await browser.dispose();
  }
}

/** Posts the sign-in form the way a page does; `browser` must have opened a page before, for the form's token. */
export async function postSignIn(
  browser: Page["request"],
  baseURL: string,
  form: { identifier: string; password: string },
) {
  const { cookies } = await browser.storageState();
  const csrf = cookies.find(({ name }) => name.endsWith("XSRF-TOKEN"))?.value ?? "";
  return browser.post("/login", { form: { csrf, ...form }, headers: { Origin: baseURL }, maxRedirects: 0 });
}
