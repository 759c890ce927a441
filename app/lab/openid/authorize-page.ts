import { escaped, pageHtml } from "../html.ts";
import type { Answer, Asked } from "./http.ts";
import type { LabPerson } from "./people.ts";

const html = (status: number, title: string, body: string): Answer => ({
  status,
  headers: { "Content-Type": "text/html; charset=utf-8" },
  body: pageHtml(title, body),
});

/** One button for each person, and one for nobody; what the app asked for travels in the form. */
export const choicePage = ({ path, parameters }: Asked, people: readonly LabPerson[], app: string): Answer =>
  html(
    200,
    "Who are you?",
    `<p>${escaped(app)} wants to know. This is the lab: choose anybody, no password is needed.</p>
<form method="post" action="${escaped(path)}">
${[...parameters]
  .filter(([name]) => name !== "person")
  .map(hiddenField)
  .join("\n")}
<ul class="cards">
${people.map(personCard).join("\n")}
</ul>
<p><br><button name="person" value="">Cancel</button></p>
</form>`,
  );

/** For an address to which nobody may be sent, hence without a way on. Null: the app itself is not known. */
export const wrongAddressPage = (address: string | null): Answer =>
  html(
    400,
    "This cannot go on",
    address === null
      ? "<p>The lab does not know the app that sent you (client_id).</p>"
      : `<p>The app that sent you wants you back at <code>${escaped(address)}</code>, which was not agreed upon (redirect_uri).</p>`,
  );

const hiddenField = ([name, value]: [string, string]) =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const personCard = ({ username, firstName, lastName, email, groups }: LabPerson) => `<li class="card"><div>
<strong>${escaped(`${firstName} ${lastName}`)}</strong>
<p class="soft">${escaped([email, ...groups.map((group) => `in ${group}`)].join(" · "))}</p></div>
<button class="first" name="person" value="${escaped(username)}" aria-label="Sign in as ${escaped(username)}">${escaped(username)}</button></li>`;
