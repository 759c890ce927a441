import { readFileSync } from "node:fs";

import { createTransport, type Transporter } from "nodemailer";

import { seconds } from "../clock.ts";
import { env } from "../env.server.ts";
import { isLoopback } from "../env-loopback.ts";
import type { Letter } from "./letter.ts";

/** How an attempt ended: `permanent` means that the address will never take this letter. */
export type SendOutcome = { ok: true } | { ok: false; permanent: boolean; error: string };

let transport: Transporter | undefined;

/** True when there is a mail server to hand letters to. */
export const canSendMail = (): boolean => env.SMTP_URL !== undefined;

/** Hands one letter to the mail server. Never throws, and takes a minute at most. */
export async function sendLetter({ to, subject, text, html }: Letter): Promise<SendOutcome> {
  transport ??= connect(env.SMTP_URL ?? "");
  const from = { name: "Gatehouse", address: env.MAIL_FROM ?? `no-reply@${env.APP_URL.hostname}` };
  try {
    // As an object, an address is one address, whatever commas and brackets stand in it (AC09).
    await transport.sendMail({ from, to: { name: "", address: to }, subject, text, html });
    return { ok: true };
  } catch (error) {
    return { ok: false, permanent: isPermanent(error), error: describe(error) };
  }
}

function connect(url: string): Transporter {
  const { hostname, port, protocol, username, password } = new URL(url);
  const ca = env.SMTP_CA_FILE ? { ca: readFileSync(env.SMTP_CA_FILE) } : {};
  return createTransport({
    host: hostname,
    port: Number(port) || (protocol === "smtps:" ? 465 : 587),
    secure: protocol === "smtps:",
    // Links that open accounts never travel in the clear, except on this machine.
    requireTLS: !isLoopback(hostname),
    tls: ca,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: seconds(10),
    greetingTimeout: seconds(10),
    socketTimeout: seconds(30),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

// 5xx to the recipient or the letter; the same to our own sign-in or sender is for the operator to mend, and passes.
function isPermanent(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return code === "EENVELOPE" && typeof responseCode === "number" && responseCode >= 550 && responseCode < 560;
}

// The server's words without the address: this goes to the log.
const describe = (error: unknown) =>
  (error instanceof Error ? error.message : "something was thrown that is no error")
    .replace(/\S+@\S+/g, "[address]")
    .slice(0, 300);
