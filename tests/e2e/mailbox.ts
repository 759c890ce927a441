import { expect } from "@playwright/test";

type Mail = { to: string; subject: string; links: string[] };

/** The lab's mailbox, as `global-setup.ts` wrote it down; "" when the tests go to a server elsewhere. */
export const mailboxUrl = (): string => process.env.E2E_MAILBOX_URL ?? "";

/** The link in the newest mail to this address with this subject, once so many of them have arrived. */
export async function linkFrom(to: string, subject: string, many = 1): Promise<string> {
  let link = "";
  await expect(async () => {
    const mails = (await (await fetch(`${mailboxUrl()}/lab/mail.json`)).json()) as Mail[];
    const found = mails.filter((mail) => mail.to === to && mail.subject === subject);
    link = found.length < many ? "" : (found[0]?.links[0] ?? "");
    expect(link, `the link in "${subject}" to ${to}`).toContain("http");
  }).toPass({ timeout: 15_000 });
  return link;
}
