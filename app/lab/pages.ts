import type { ArrivedMail } from "./mail-sink.ts";

/** What the lab answers. */
export type Page = { status: number; type: string; body: string };

/** The lab's page at `path`, by hand and without the app: it must work when nothing else does. */
export function pageAt(path: string, mails: readonly ArrivedMail[]): Page {
  if (path === "/" || path === "/lab")
    return page("The lab", `<p><a href="/lab/mail">Mailbox</a> (${mails.length})</p>`);
  if (path === "/lab/mail") return page("Mailbox", mails.map(mailHtml).join("\n") || "<p>No mail has arrived yet.</p>");
  if (path === "/lab/mail.json") return json(mails);
  const [, number] = /^\/lab\/mail\/(\d+)$/.exec(path) ?? [];
  const mail = mails.find((one) => String(one.number) === number);
  return mail ? { status: 200, type: HTML, body: mail.html } : { ...page("Nothing is here", ""), status: 404 };
}

const HTML = "text/html; charset=utf-8";

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

const page = (title: string, body: string): Page => ({
  status: 200,
  type: HTML,
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>
body { margin: 2rem auto; padding: 0 1rem; max-width: 44rem; font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark }
article { border-top: 1px solid #8888; padding: 0.5rem 0 }
h2 { font-size: 1.1rem }
pre, a { white-space: pre-wrap; overflow-wrap: anywhere }
</style></head><body><main><h1>${title}</h1>
${body}
</main></body></html>
`,
});

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
