import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isLoopback } from "../env-loopback.ts";
import { isSameOrigin } from "../server/same-origin.ts";
import { readAsked } from "./asked.ts";
import { startMailSink } from "./mail-sink.ts";
import type { Page } from "./page.ts";
import { pageAt, post, type LabContents } from "./pages.ts";
import { parts } from "./parts.ts";

/** Where the lab is: its pages, the mail server to name as SMTP_URL, and for each of its parts what the app's environment must say. */
export type LabAddresses = { url: string; smtpUrl: string; settings: Readonly<Record<string, string>>[] };
export type Lab = LabAddresses & { close: () => Promise<void> };

/** The ports of this machine that the lab takes (0: any free one), and the address of the app, where a part needs it. */
export type LabPorts = { smtpPort: number; httpPort: number; proxyPort?: number; app?: string };

/**
 * Starts the lab: a mail server that delivers nothing, its mailbox at `/lab/mail`, and whatever stands in for places to sign in elsewhere.
 */
export async function startLab(ports: LabPorts): Promise<Lab> {
  const { smtpPort, httpPort, proxyPort = 0, app = "http://localhost:3000" } = ports;
  const sink = await startMailSink(smtpPort);
  const server = createServer().listen(httpPort, "127.0.0.1");
  await once(server, "listening").catch(async (error) => {
    await sink.close(); // or the process would stay
    throw error;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const started = await Promise.all(parts.map((start) => start({ origin: url, app, port: proxyPort })));
  const contents = { mails: sink.mails, parts: started };
  server.on("request", (req, res) => {
    if (!started.some((part) => part.answers(req, res))) void servePage(contents, req, res).catch(() => res.destroy());
  });
  const close = async () => {
    server.close().closeAllConnections();
    await Promise.all([sink.close(), ...started.map((part) => part.close?.())]);
  };
  const settings = started.map((part) => part.settings);
  return { url, smtpUrl: `smtp://127.0.0.1:${sink.port}`, settings, close };
}

async function servePage(contents: LabContents, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { status, type, body, to } = await pageFor(contents, req);
  res.writeHead(status, { "Content-Type": type, ...(to && { Location: to }), ...headers }).end(body);
}

async function pageFor(contents: LabContents, req: IncomingMessage): Promise<Page> {
  const { host = "" } = req.headers;
  // Mail opens accounts: a page elsewhere whose name points to this machine must not read it.
  if (!isLoopback(host.replace(/:\d+$/, ""))) return notHere;
  const { method, path, parameters } = await readAsked(req);
  if (method !== "POST") return pageAt(path, contents);
  return isSameOrigin(req.headers, `http://${host}`) ? post(path, parameters, contents) : notFromElsewhere;
}

const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  // Not no-referrer: browsers would then send `Origin: null` with forms, and no switch could be turned.
  "Referrer-Policy": "same-origin",
};
const notHere: Page = { status: 400, type: "text/plain", body: "The lab answers on this machine only." };
const notFromElsewhere: Page = { status: 403, type: "text/plain", body: "Only the lab's own pages may change it." };
