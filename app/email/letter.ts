import { locale } from "../sentences.ts";

/** What a mail is about, for the log and the queue. */
export type MailKind =
  | "verify-email"
  | "address-taken"
  | "reset-password"
  | "nobody"
  | "password-changed"
  | "confirm-new-email"
  | "email-changing"
  | "email-changed"
  | "new-device"
  | "token-reused"
  | "method-added"
  | "method-removed"
  | "account-deleted"
  | "account-closed"
  | "invitation"
  | "api-key-made";

/** A mail as it is sent: to one address, as plain text and as the same words in HTML. */
export type Letter = { to: string; subject: string; text: string; html: string };

/** What stands in a mail. `button` is its one link; `small` comes below, as an afterthought. */
export type Contents = {
  to: string;
  subject: string;
  paragraphs: readonly string[];
  button?: { label: string; link: string };
  small?: readonly string[];
};

/** Sets a letter in both forms. The subject is one line and everything is escaped: names and addresses come from people (AC09). */
export function setLetter({ to, subject, paragraphs, button, small = [] }: Contents): Letter {
  const link = button ? [`${button.label}:\n${button.link}`] : [];
  const html = [
    ...paragraphs.map((words) => paragraph(words)),
    ...(button ? [buttonHtml(button)] : []),
    ...small.map((words) => paragraph(words, "opacity:0.75;font-size:13px;")),
  ];
  return {
    to,
    subject: oneLine(subject),
    text: [...paragraphs, ...link, ...small].join("\n\n") + "\n",
    html: frame(oneLine(subject), html.join("\n")),
  };
}

// Fainter by opacity and not by a colour, which would be readable on a light ground or on a dark one only.
const paragraph = (words: string, style = "") => `<p style="margin:0 0 16px;${style}">${escaped(words)}</p>`;

// The bare link stands below the button: some readers show no buttons, and some people want to see where they go.
const buttonHtml = ({ label, link }: { label: string; link: string }) =>
  `<p style="margin:24px 0 12px"><a href="${escaped(link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#006270;color:#ffffff;text-decoration:none;font-weight:600">${escaped(label)}</a></p>
<p style="margin:0 0 24px;opacity:0.75;font-size:13px;word-break:break-all">${escaped(link)}</p>`;

const frame = (title: string, body: string) => `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif"><div style="max-width:520px;margin:0 auto">
${body}
</div></body></html>
`;

// Names stand in subjects too: no line breaks, and nothing that turns the direction of what follows.
const oneLine = (text: string) => text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
