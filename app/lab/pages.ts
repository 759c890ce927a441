import { escaped } from "./html.ts";
import type { ArrivedMail } from "./mail-sink.ts";
import { back, HTML, page, type Page } from "./page.ts";
import type { LabPart } from "./part.ts";
import { switchAt } from "./switches.ts";

/** What the pages are about. */
export type LabContents = {
  readonly mails: readonly ArrivedMail[];
  readonly parts: readonly Pick<LabPart, "html" | "post">[];
};

/** The lab's page at `path`. */
export function pageAt(path: string, { mails, parts }: LabContents): Page {
  if (path === "/" || path === "/lab") return page("The lab", contentsHtml({ mails, parts }));
  if (path === "/lab/mail") return page("Mailbox", mails.map(mailHtml).join("\n") || "<p>No mail has arrived yet.</p>");
  if (path === "/lab/mail.json") return json(mails);
  const [, number] = /^\/lab\/mail\/(\d+)$/.exec(path) ?? [];
  const mail = mails.find((one) => String(one.number) === number);
  return mail ? { status: 200, type: HTML, body: mail.html } : nothing;
}

/** Does what a form posted to `path` asks for, and goes back to the page it came from. */
export async function post(path: string, form: URLSearchParams, { parts }: LabContents): Promise<Page> {
  for (const part of parts) {
    const answer = await part.post(path, form);
    if (answer) return answer === back ? { ...back, to: `/lab#${encodeURI(turned(path, form))}` } : answer;
  }
  return nothing;
}

// To what was turned, and not to the top of a long page.
const turned = (path: string, form: URLSearchParams): string => switchAt(path, form.get("fault") ?? "");

const nothing: Page = { ...page("Nothing is here", ""), status: 404 };

const contentsHtml = ({ mails, parts }: LabContents) => `<p>The outside world, for as long as this runs.</p>
<p><a href="/lab/mail">Mailbox</a> (${mails.length})</p>
${parts.map((part) => part.html()).join("\n")}`;

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
