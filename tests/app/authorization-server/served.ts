import { afterAll } from "vitest";

import { clientOf, type Client } from "#tests/support/client.ts";
import { startProduction, type Production } from "#tests/support/production.ts";

/** The address of a service that applications can get tokens for, and which is not us. */
export const weather = "https://weather.example.test/forecast";

/** Starts the app in a process of its own, on this file's database, for clients that somebody else wrote. It ends with the file. */
export async function serve(more: Record<string, string> = {}): Promise<Production> {
  const production = await startProduction(process.env.DATABASE_URL ?? "", { LOG_LEVEL: "silent", ...more });
  afterAll(production.stop);
  return production;
}

/** A browser of sorts in which this person is signed in there. */
export async function personAt({ url }: Pick<Production, "url">, username: string): Promise<Client> {
  const browser = clientOf(url);
  await browser.visit("/login");
  const answer = await browser.signIn(username);
  if (answer.status !== 303) throw new Error(`${username} could not sign in: ${answer.status}`);
  await browser.visit("/dashboard"); // for the form token of who is signed in
  return browser;
}

/** Takes somebody where an application sends them, has them allow what is asked, and gives the address elsewhere at which they end. */
export async function allowAt(browser: Client, start: URL, answer = "allow"): Promise<URL> {
  let address = start;
  for (let step = 0; step < 10 && address.origin === start.origin; step += 1) {
    const path = address.pathname + address.search;
    const page = await browser.visit(path);
    const next = page.headers.get("location") ?? /content="0;url=([^"]+)"/i.exec(await page.text())?.[1];
    const asked = next ?? (await browser.submit(path, { intent: answer })).headers.get("location") ?? "";
    address = new URL(asked, address);
  }
  return address;
}
