import type { Browser } from "#tests/support/browser.ts";
import { chooseAt } from "#tests/support/openid-visit.ts";
import { provider } from "./lab-provider.ts";

// Behind the provider: the app reads where it is as it is loaded.
export const { newBrowser } = await import("#tests/support/browser.ts");
export { provider };

/** Where a provider's button leads, with whatever the page gave it. Fails when it leads nowhere. */
export async function leave(browser: Browser, address = "/auth/lab/login"): Promise<URL> {
  const answer = await browser.visit(address, { headers: { "Sec-Fetch-Site": "same-origin" } });
  const location = answer.headers.get("location");
  if (answer.status !== 303 || !location) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return new URL(location);
}

/** Chooses somebody there, and gives the address of ours that the provider sends them back to. */
export async function backFrom(address: URL, person: string): Promise<string> {
  const { pathname, search } = await chooseAt(address, person);
  return pathname + search;
}

/** Signs in as this person of the lab, by the button, the provider's page and the way back: what the app answers in the end. */
export async function through(browser: Browser, person: string, address?: string): Promise<Response> {
  return browser.visit(await backFrom(await leave(browser, address), person));
}
