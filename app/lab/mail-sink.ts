import { once } from "node:events";
import type { AddressInfo } from "node:net";

import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

const KEPT = 200;

/** A mail as it arrived. `to` is whom the sender named to the server, not what the mail says. */
export type ArrivedMail = {
  number: number;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  messageId: string;
};

/** A mail server that delivers nothing: `mails` are the last 200, newest first. */
export type MailSink = { port: number; mails: ArrivedMail[]; close: () => Promise<void> };

/** Starts a mail server on `port` of this machine (0: any free one) that takes everything and keeps it in memory. `more` changes its manners. */
export async function startMailSink(port = 0, more: SMTPServerOptions = {}): Promise<MailSink> {
  const mails: ArrivedMail[] = [];
  let arrived = 0;
  const smtp = new SMTPServer({
    disabledCommands: ["STARTTLS"], // without a certificate that anybody trusts it would only be in the way
    authOptional: true,
    onAuth: (_auth, _session, done) => done(null, { user: "anybody" }),
    closeTimeout: 100,
    onData(stream, { envelope }, done) {
      arrived += 1;
      const to = envelope.rcptTo.map(({ address }) => address).join(", ");
      readMail(stream, { number: arrived, to })
        .then((mail) => (mails.unshift(mail), mails.splice(KEPT), done()))
        .catch(done);
    },
    ...more,
  });
  smtp.on("error", () => undefined); // a client that hung up, which is its own affair
  const server = smtp.listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = () => new Promise<void>((resolve) => smtp.close(resolve));
  return { port: (server.address() as AddressInfo).port, mails, close };
}

async function readMail(
  stream: AsyncIterable<Buffer>,
  known: Pick<ArrivedMail, "number" | "to">,
): Promise<ArrivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const { from, subject = "", text = "", html = "", messageId = "" } = await PostalMime.parse(Buffer.concat(chunks));
  return { ...known, from: from?.address ?? "", subject, text, html, links: linksIn(text), messageId };
}

/** The web addresses in a text. */
export const linksIn = (text: string): string[] => text.match(/https?:\/\/[^\s<>"']+/g) ?? [];
