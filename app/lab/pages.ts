import { escaped, pageHtml } from "./html.ts";
import type { ArrivedMail } from "./mail-sink.ts";
import type { LabPerson } from "./openid/people.ts";
import type { OpenIdProvider } from "./openid/provider.ts";
import { changeWeather, weatherHtml } from "./weather.ts";

/** What the lab answers. With `to` it sends people on. */
export type Page = { status: number; type: string; body: string; to?: string };

/** What the pages are about. */
export type LabContents = {
  readonly mails: readonly ArrivedMail[];
  readonly provider: Pick<OpenIdProvider, "issuer" | "people" | "faults" | "rotateKeys" | "keyName">;
};

/** The lab's page at `path`. */
export function pageAt(path: string, { mails, provider }: LabContents): Page {
  if (path === "/" || path === "/lab") return page("The lab", contentsHtml({ mails, provider }));
  if (path === "/lab/mail") return page("Mailbox", mails.map(mailHtml).join("\n") || "<p>No mail has arrived yet.</p>");
  if (path === "/lab/mail.json") return json(mails);
  const [, number] = /^\/lab\/mail\/(\d+)$/.exec(path) ?? [];
  const mail = mails.find((one) => String(one.number) === number);
  return mail ? { status: 200, type: HTML, body: mail.html } : nothing;
}

/** Does what a form posted to `path` asks for, and goes back to the page it came from. */
export async function post(path: string, form: URLSearchParams, { provider }: LabContents): Promise<Page> {
  if (path === "/lab/weather") return changeWeather(provider.faults, form) ? back : notUnderstood;
  if (path !== "/lab/keys") return nothing;
  await provider.rotateKeys();
  return back;
}

const HTML = "text/html; charset=utf-8";

const page = (title: string, body: string): Page => ({ status: 200, type: HTML, body: pageHtml(title, body) });

const nothing: Page = { ...page("Nothing is here", ""), status: 404 };
const back: Page = { status: 303, type: "text/plain", body: "", to: "/lab" };
const notUnderstood: Page = { status: 400, type: "text/plain", body: "No such weather." };

const contentsHtml = ({ mails, provider }: LabContents) => `<p>The outside world, for as long as this runs.</p>
<p><a href="/lab/mail">Mailbox</a> (${mails.length})</p>
<h2>Who is in the lab</h2>
<p>Its provider, <code>${escaped(provider.issuer)}</code>, signs in whoever is chosen, without a password. The app knows all but nina and oscar.</p>
<ul class="cards">
${provider.people().map(personHtml).join("\n")}
</ul>
<h2>The weather at the provider</h2>
<p>What you turn on shows at the next sign-in through the lab.</p>
${weatherHtml(provider.faults, provider.keyName())}`;

const personHtml = ({ username, firstName, lastName, email, groups }: LabPerson) =>
  `<li class="card"><div><strong>${escaped(username)}</strong> <span class="soft">${escaped(`${firstName} ${lastName} · ${email}`)}</span></div>
<span class="soft">${escaped(groups.join(", ") || "in no group")}</span></li>`;

const json = (mails: readonly ArrivedMail[]): Page => ({
  status: 200,
  type: "application/json",
  body: JSON.stringify(mails.map(({ to, subject, text, links }) => ({ to, subject, text, links }))),
});

const mailHtml = ({ number, to, subject, text, links }: ArrivedMail) => `<article>
<h2>${escaped(subject)}</h2>
<p>To ${escaped(to)} · <a href="/lab/mail/${number}">as HTML</a></p>
<pre>${escaped(text)}</pre>
${links.map((link) => `<p><a href="${escaped(link)}">${escaped(link)}</a></p>`).join("\n")}
</article>`;
