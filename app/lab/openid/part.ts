import { escaped } from "../html.ts";
import { back, type Page } from "../page.ts";
import type { StartLabPart } from "../part.ts";
import { labPeople } from "../people.ts";
import { labClient } from "./clients.ts";
import { makeOpenIdProvider, type OpenIdProvider } from "./provider.ts";
import { changeWeather, weatherHtml } from "./weather.ts";

/** The provider in the lab, at `/openid`, and beside it the plain ones: with the demo people, and switches for what is wrong with it. */
export const startOpenIdPart: StartLabPart = async (origin) => {
  const given = { origin, issuer: `${origin}/openid`, people: labPeople, clients: [labClient] };
  const { answers, ...provider } = await makeOpenIdProvider(given);
  return {
    settings: settingsFor(provider),
    answers,
    html: () => sectionHtml(provider),
    post: (path, form) => post(path, form, provider),
  };
};

/** What the page of the lab shows and changes. */
export type Shown = Pick<OpenIdProvider, "issuer" | "faults" | "rotateKeys">;

/** What the app's environment says about this provider. */
const settingsFor = ({ issuer }: Shown) => ({
  OIDC_LAB_ISSUER: issuer,
  OIDC_LAB_CLIENT_ID: labClient.id,
  OIDC_LAB_CLIENT_SECRET: labClient.secret,
  OIDC_LAB_LABEL: "Lab",
  OIDC_LAB_TRUSTED_DOMAINS: "example.com",
  OIDC_LAB_GROUP_MAP: "editors=editor",
});

/** Its section of the lab's page. */
export const sectionHtml = ({ issuer, faults }: Shown): string => `<h2>The weather at the provider</h2>
<p><code>${escaped(issuer)}</code> signs in whoever is chosen, without a password. What you turn on shows at the next sign-in through it.</p>
${weatherHtml(faults)}`;

/** Does what a form of that section asks for; null for a path that is none of its own. */
export async function post(path: string, form: URLSearchParams, { faults, rotateKeys }: Shown): Promise<Page | null> {
  if (path === "/lab/weather") return changeWeather(faults, form) ? back : notUnderstood;
  if (path !== "/lab/keys") return null;
  await rotateKeys();
  return back;
}

const notUnderstood: Page = { status: 400, type: "text/plain", body: "No such weather." };
