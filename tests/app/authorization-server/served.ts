import { afterAll } from "vitest";

import { clientOf, type Client } from "#tests/support/client.ts";
import { startProduction, type Production } from "#tests/support/production.ts";
import { authorizeAddress, callback, verifier, type TestClient } from "./clients.ts";

/** The address of a service that applications can get tokens for, and which is not us. */
export const weather = "https://weather.example.test/forecast";

/** Starts the app in a process of its own, on this file's database, for clients that somebody else wrote. It ends with the file, or at `atEnd`. */
export async function serve(
  more: Record<string, string> = {},
  atEnd: (end: () => Promise<void>) => void = afterAll,
): Promise<Production> {
  const production = await startProduction(process.env.DATABASE_URL ?? "", { LOG_LEVEL: "silent", ...more });
  atEnd(production.stop);
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

/** Asks for tokens there as an application, and gives the answer as it is. */
export const askForTokens = (
  { url }: Pick<Production, "url">,
  { id, secret }: TestClient,
  form: Record<string, string>,
): Promise<Response> =>
  fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams(form),
  });

/** A code for what somebody allows an application there, and the form that redeems it. */
export async function codeAt(
  production: Pick<Production, "url">,
  browser: Client,
  client: TestClient,
): Promise<Record<string, string>> {
  const end = await allowAt(browser, new URL(authorizeAddress(client), production.url));
  const code = end.searchParams.get("code") ?? "";
  return { grant_type: "authorization_code", code, redirect_uri: callback, code_verifier: verifier };
}
