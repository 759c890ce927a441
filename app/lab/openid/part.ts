import { escaped } from "../html.ts";
import { back, type Page } from "../page.ts";
import type { StartLabPart } from "../part.ts";
import { labPeople } from "../people.ts";
import { personHtml } from "../person-html.ts";
import { labClient } from "./clients.ts";
import { makeOpenIdProvider, type OpenIdProvider } from "./provider.ts";
import { changeWeather, weatherHtml } from "./weather.ts";

/** The provider in the lab, at `/openid`, and beside it the plain ones: with the demo people, and switches for what is wrong with it. */
export const startOpenIdPart: StartLabPart = async ({ origin }) => {
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
export type Shown = Pick<OpenIdProvider, "issuer" | "people" | "faults" | "rotateKeys" | "keyName">;

/** What the app's environment says about a provider of the lab. */
export const settingsFor = ({ issuer }: Pick<Shown, "issuer">) => ({
  OIDC_LAB_ISSUER: issuer,
  OIDC_LAB_CLIENT_ID: labClient.id,
  OIDC_LAB_CLIENT_SECRET: labClient.secret,
  OIDC_LAB_LABEL: "Lab",
  OIDC_LAB_TRUSTED_DOMAINS: "example.com",
  OIDC_LAB_GROUP_MAP: "editors=editor",
});

/** Its section of the lab's page. */
export const sectionHtml = ({ issuer, people, faults, keyName }: Shown): string => `<h2>Who is in the lab</h2>
<p>Its provider, <code>${escaped(issuer)}</code>, signs in whoever is chosen, without a password. The app knows all but nina and oscar.</p>
<ul class="cards">
${people().map(personHtml).join("\n")}
</ul>
<h2>The weather at the provider</h2>
<p>What you turn on shows at the next sign-in through it.</p>
${weatherHtml(faults, keyName())}`;

/** Does what a form of that section asks for; null for a path that is none of its own. */
export async function post(
  path: string,
  form: URLSearchParams,
  { faults, rotateKeys }: Pick<Shown, "faults" | "rotateKeys">,
): Promise<Page | null> {
  if (path === "/lab/weather") return changeWeather(faults, form) ? back : notUnderstood;
  if (path !== "/lab/keys") return null;
  await rotateKeys();
  return back;
}

const notUnderstood: Page = { status: 400, type: "text/plain", body: "No such weather." };
