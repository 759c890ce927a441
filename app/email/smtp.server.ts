import { readFileSync } from "node:fs";

import { createTransport, type SMTPTransportOptions } from "nodemailer";

import { minutes, seconds } from "../clock.ts";
import { env } from "../env.server.ts";
import { isLoopback } from "../env-loopback.ts";
import type { Letter } from "./letter.ts";

/** How an attempt ended: `permanent` means that this address will never take a letter. */
export type SendOutcome = { ok: true } | { ok: false; permanent: boolean; error: string };

const LONGEST_ATTEMPT = minutes(1);
let transport: ReturnType<typeof connect> | undefined;

/** True when there is a mail server to hand letters to. */
export const canSendMail = (): boolean => env.SMTP_URL !== undefined;

/**
 * Hands one letter to the mail server. Never throws, and takes a minute at most. `id` becomes the Message-ID: a letter that goes out
 * twice, since its first attempt was cut off at the very end, is known by it.
 */
export async function sendLetter({ to, subject, text, html }: Letter, id: string): Promise<SendOutcome> {
  const sender = { name: "Gatehouse", address: env.MAIL_FROM ?? `no-reply@${env.APP_URL.hostname}` };
  try {
    transport ??= connect(env.SMTP_URL ?? "");
    await transport.sendMail({
      from: sender,
      // As an object, an address is one address, whatever commas and brackets stand in it (AC09).
      to: { name: "", address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${env.APP_URL.hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" }, // nobody's holiday notice comes back (RFC 3834)
      signal: AbortSignal.timeout(LONGEST_ATTEMPT),
    });
    return { ok: true };
  } catch (error) {
    return { ok: false, permanent: isPermanent(error), error: describe(error) };
  }
}

const connect = (url: string) =>
  createTransport(smtpOptions(url, env.SMTP_CA_FILE ? readFileSync(env.SMTP_CA_FILE, "utf8") : undefined));

/** How to talk to the mail server at `url`, of whose certificate `ca` is the issuer when it is not a public one. */
export function smtpOptions(url: string, ca?: string): SMTPTransportOptions {
  const { hostname, port, protocol, username, password } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (protocol === "smtps:" ? 465 : 587),
    secure: protocol === "smtps:",
    // Links that open accounts never travel in the clear, except on this machine. Where TLS is offered it is used and checked, there too.
    requireTLS: !isLoopback(hostname),
    tls: ca === undefined ? {} : { ca },
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: seconds(10),
    greetingTimeout: seconds(10),
    socketTimeout: seconds(30),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.(?:1\.(?:[1236]|10)|2\.1)\b/;
const REFUSED = /^55[013][ -](?!\d\.\d)/;

// Only what is said about the recipient. Everything else (our sign-in, our sender, a relay that does not know us, a filter) an operator
// or time can mend, so the letter waits. Where the server gives reasons (RFC 3463), the reason counts and not the status.
function isPermanent(error: unknown): boolean {
  const { command, response = "" } = error as { command?: string; response?: string };
  return command === "RCPT TO" && (NO_SUCH_ADDRESS.test(response) || REFUSED.test(response));
}

// The server's words without the address: this goes to the log.
const describe = (error: unknown) =>
  (error instanceof Error ? error.message : "something was thrown that is no error")
    .replace(/\S+@\S+/g, "[address]")
    .slice(0, 300);
