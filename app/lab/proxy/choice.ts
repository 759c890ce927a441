import { escaped, pageHtml } from "../html.ts";
import type { LabPerson } from "../people.ts";

/** The page on which somebody says who they are, before the proxy lets them through to `to`. */
export const choicePage = (people: readonly LabPerson[], to: string): string =>
  pageHtml(
    "Who are you?",
    `<p>This proxy stands in front of the app, and tells it who you are. This is the lab: choose anybody, no password is needed.</p>
<form method="post" action="/lab-proxy">
<input type="hidden" name="to" value="${escaped(to)}">
<ul class="cards">
${people.map(personCard).join("\n")}
</ul></form>`,
  );

const personCard = ({ username, firstName, lastName, email, groups }: LabPerson) => `<li class="card"><div>
<strong>${escaped(`${firstName} ${lastName}`)}</strong>
<p class="soft">${escaped([email, ...groups.map((group) => `in ${group}`)].join(" · "))}</p></div>
<button class="first" name="person" value="${escaped(username)}" aria-label="Go on as ${escaped(username)}">${escaped(username)}</button></li>`;
