import type { Browser } from "#tests/support/browser.ts";
import { chooseAtSaml, type SamlPost } from "#tests/support/saml-visit.ts";
import { asking, provider } from "./lab-provider.ts";

// Behind the provider: the app reads where it is as it is loaded.
const { send } = await import("#tests/support/app.ts");
export const { newBrowser } = await import("#tests/support/browser.ts");
asking.app = (path) => send(path);
export { provider };

/** Where a connection's button leads. Fails when it leads nowhere. */
export async function leave(browser: Browser, address = "/auth/saml/lab/login"): Promise<URL> {
  const answer = await browser.visit(address, { headers: { "Sec-Fetch-Site": "same-origin" } });
  const location = answer.headers.get("location");
  if (answer.status !== 303 || !location) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return new URL(location);
}

/** Chooses somebody there, and gives what their browser is to post. */
export const answerOf = async (address: URL, person: string): Promise<SamlPost> => chooseAtSaml(address, person);

/** Posts what a provider has answered, as a browser does it: from another site, and so without a cookie of ours. */
export const post = ({ address, form }: SamlPost, headers: Record<string, string> = {}): Promise<Response> =>
  send(new URL(address).pathname, {
    form,
    headers: {
      Origin: new URL(provider.entityId).origin,
      "Sec-Fetch-Site": "cross-site",
      Accept: "text/html",
      ...headers,
    },
  });

/** The path to which a post that was taken leads. Fails when it was not. */
export async function finishOf(posted: Promise<Response>): Promise<string> {
  const answer = await posted;
  const location = answer.headers.get("location");
  if (answer.status !== 303 || !location) throw new Error(`not taken: ${answer.status} ${await answer.text()}`);
  return location;
}

/** Goes there as this person of the lab, back by the form, and on to the end: what the app answers at last. */
export async function through(browser: Browser, person: string, address?: string): Promise<Response> {
  const posted = await post(await answerOf(await leave(browser, address), person));
  const location = posted.headers.get("location");
  return location ? browser.visit(location) : posted;
}

/** What a browser posts that was sent by the provider without having been asked for. */
export async function unasked(person: string, slug = "portal"): Promise<SamlPost> {
  const at = `https://app.example.test/auth/saml/${slug}`;
  const { SAMLResponse, RelayState } = await provider.sendUnasked(`${at}/metadata`, person);
  return {
    address: `${at}/callback`,
    form: new URLSearchParams({ SAMLResponse, ...(RelayState === null ? {} : { RelayState }) }),
  };
}
