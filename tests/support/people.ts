import { demoPassword } from "#app/db/demo-data.ts";
import { newBrowser, type Browser } from "./browser.ts";

export { demoPassword };

/** Signs a demo person in through the page, in a browser of their own. Throws when the app does not let them in. */
export async function signedIn(
  username: "root" | "alice" | "bob" | "carol" | "erin",
  browser = newBrowser(),
): Promise<Browser> {
  const response = await browser.submit("/login", { identifier: username, password: demoPassword });
  if (response.status !== 303)
    throw new Error(`${username} could not sign in: ${response.status} ${await response.text()}`);
  return browser;
}
