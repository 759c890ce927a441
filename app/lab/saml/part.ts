import { escaped } from "../html.ts";
import { back, type Page } from "../page.ts";
import type { StartLabPart } from "../part.ts";
import { labPeople } from "../people.ts";
import { askTheApp } from "./app.ts";
import { makeSamlProvider, type SamlProvider } from "./provider.ts";
import { changeWeather, weatherHtml } from "./weather.ts";

/** The SAML provider in the lab, at `/saml`: with the demo people, and switches for what is wrong with it. */
export const startSamlPart: StartLabPart = async ({ origin }) => {
  const { answers, ...provider } = await makeSamlProvider(`${origin}/saml`, {
    people: labPeople,
    findMetadata: askTheApp,
  });
  return {
    settings: settingsFor(provider),
    answers,
    html: () => sectionHtml(provider),
    post: async (path, form) => post(path, form, provider),
  };
};

/** What the page of the lab shows and changes. */
export type Shown = Pick<SamlProvider, "entityId" | "faults" | "apps">;

/** What the app's environment says about a provider of the lab. */
export const settingsFor = ({ entityId }: Pick<Shown, "entityId">) => ({
  SAML_LAB_METADATA: entityId,
  SAML_LAB_LABEL: "Lab SAML",
  SAML_LAB_TRUSTED_DOMAINS: "example.com",
  SAML_LAB_GROUP_MAP: "editors=editor",
});

/** Its section of the lab's page. */
export const sectionHtml = ({ entityId, faults, apps }: Shown): string => `<h2>The weather at the SAML provider</h2>
<p>The same people, under <code>${escaped(entityId)}</code>. What you turn on shows at the next sign-in through it.</p>
<ul class="cards">
${weatherHtml(faults)}
${apps()
  .map((app) => unaskedHtml(entityId, app))
  .join("\n")}
</ul>`;

// The page may be shown at the app's own address: the link says where the provider is.
const unaskedHtml = (entityId: string, app: string) => `<li class="card"><div><h3>Unasked</h3>
<p class="soft">Somebody is sent to <code>${escaped(app)}</code>, which did not ask: sign-in is refused, unless that is allowed there.</p></div>
<a href="${escaped(new URL(`unasked?${new URLSearchParams({ app })}`, entityId).href)}">Send somebody</a></li>`;

/** Does what a form of that section asks for; null for a path that is none of its own. */
export function post(path: string, form: URLSearchParams, { faults }: Pick<Shown, "faults">): Page | null {
  if (path !== "/lab/saml") return null;
  return changeWeather(faults, form) ? back : notUnderstood;
}

const notUnderstood: Page = { status: 400, type: "text/plain", body: "No such weather." };
