import { escaped } from "../html.ts";
import { back, type Page } from "../page.ts";
import type { StartLabPart } from "../part.ts";
import { personHtml } from "../person-html.ts";
import { switchesHtml, turn } from "../switches.ts";
import { startDirectory, type Directory } from "./directory.ts";
import { baseDn, directoryPassword, service } from "./entries.ts";
import { faultNames } from "./faults.ts";
import { weathers } from "./weather.ts";

/** The directory in the lab, on a port of its own: with the lab's people, and switches for what is wrong with it. */
export const startDirectoryPart: StartLabPart = async () => {
  const directory = await startDirectory();
  return {
    settings: settingsFor(directory),
    answers: () => false, // nobody asks it over HTTP
    html: () => sectionHtml(directory),
    post: async (path, form) => post(path, form, directory),
    close: async () => directory.close(),
  };
};

type Shown = Pick<Directory, "url" | "people" | "faults">;

/** What the app's environment says about a directory of the lab. */
export const settingsFor = ({ url }: Pick<Shown, "url">) => ({
  LDAP_LAB_URL: url,
  LDAP_LAB_BASE_DN: baseDn,
  LDAP_LAB_BIND_DN: service.dn,
  LDAP_LAB_BIND_PASSWORD: service.password,
  LDAP_LAB_LABEL: "Lab directory",
  LDAP_LAB_TRUSTED_DOMAINS: "example.com",
  LDAP_LAB_GROUP_MAP: "editors=editor",
});

const ACTION = "/lab/directory";

/** Its section of the lab's page. */
export const sectionHtml = ({ url, people, faults }: Shown): string => `<h2>Who is in the directory</h2>
<p>Whoever is in <code>${escaped(url)}</code> signs in by the form of the app, with the password <code>${escaped(directoryPassword)}</code>.</p>
<ul class="cards">
${people().map(personHtml).join("\n")}
</ul>
<h2>The weather at the directory</h2>
<p>What you turn on shows at the next sign-in through it.</p>
<ul class="cards">
${switchesHtml(ACTION, weathers, faults)}
</ul>`;

/** Does what a form of that section asks for; null for a path that is none of its own. */
export function post(path: string, form: URLSearchParams, { faults }: Pick<Shown, "faults">): Page | null {
  if (path !== ACTION) return null;
  return turn(faults, faultNames, form) ? back : notUnderstood;
}

const notUnderstood: Page = { status: 400, type: "text/plain", body: "No such weather." };
