import { escaped } from "./html.ts";
import type { LabPerson } from "./people.ts";

/** What somebody is asked who wants to sign in to `app`, and where what they choose goes, with `hidden`. */
type Choice = {
  readonly app: string;
  readonly action: string;
  readonly hidden: readonly (readonly [name: string, value: string])[];
  readonly people: readonly LabPerson[];
};

/** As HTML: one button for each person, and one for nobody. */
export const choiceHtml = ({ app, action, hidden, people }: Choice): string =>
  `<p>${escaped(app)} wants to know. This is the lab: choose anybody, no password is needed.</p>
<form method="post" action="${escaped(action)}">
${hidden.map(([name, value]) => hiddenField(name, value)).join("\n")}
<ul class="cards">
${people.map(personCard).join("\n")}
</ul>
<p><br><button name="person" value="">Cancel</button></p>
</form>`;

/** A field of a form that nobody sees. */
export const hiddenField = (name: string, value: string): string =>
  `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`;

const personCard = ({ username, firstName, lastName, email, groups }: LabPerson) => `<li class="card"><div>
<strong>${escaped(`${firstName} ${lastName}`)}</strong>
<p class="soft">${escaped([email, ...groups.map((group) => `in ${group}`)].join(" · "))}</p></div>
<button class="first" name="person" value="${escaped(username)}" aria-label="Sign in as ${escaped(username)}">${escaped(username)}</button></li>`;
