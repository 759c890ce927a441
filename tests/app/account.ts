import { linkIn } from "#tests/support/mailbox.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";

/** A password that the policy takes. */
export const goodPassword = "seven lanterns over the quay";

let people = 0;

/** Names that nobody has yet. */
export function somebodyNew() {
  people += 1;
  const username = `newcomer${people}`;
  return { username, email: `${username}@example.org`, password: goodPassword, firstName: "Nora", lastName: "Quist" };
}

/** Follows a link as a person does: the address first, then the page that it leads to. */
export async function followLink(link: string, browser = newBrowser()): Promise<{ browser: Browser; page: Response }> {
  const answer = await browser.visit(link);
  const page = answer.status === 303 ? await browser.visit(answer.headers.get("Location") ?? "/") : answer;
  return { browser, page };
}

/** Registers somebody and proves their address. */
export async function registered() {
  const person = somebodyNew();
  const { browser } = await registers(person);
  await followLink(await linkIn("verify-email", person.email), browser);
  await browser.submit("/verify-email", { intent: "confirm" });
  return person;
}

/** Sends the registration form in a browser of its own. */
export async function registers(person: ReturnType<typeof somebodyNew>, browser = newBrowser()) {
  return { browser, answer: await browser.submit("/register", person) };
}

/** Signs somebody in through the page. */
export const signsIn = (
  { username, password }: { username: string; password: string },
  browser = newBrowser(),
): Promise<Response> => browser.submit("/login", { identifier: username, password });
