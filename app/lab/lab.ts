import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isLoopback } from "../env-loopback.ts";
import { isSameOrigin } from "../server/same-origin.ts";
import { startMailSink } from "./mail-sink.ts";
import { labClient } from "./openid/clients.ts";
import { readAsked } from "./openid/http.ts";
import { labPeople } from "./openid/people.ts";
import { makeOpenIdProvider, type OpenIdProvider } from "./openid/provider.ts";
import { pageAt, post, type LabContents, type Page } from "./pages.ts";

/** Where the lab is: its pages, the mail server to name as SMTP_URL, and what the app must be told to sign people in through the lab. */
export type LabAddresses = { url: string; smtpUrl: string; openIdSettings: Record<string, string> };
export type Lab = LabAddresses & { provider: OpenIdProvider; close: () => Promise<void> };

/**
 * Starts the lab on two ports of this machine (0: any free one): a mail server that delivers nothing, its mailbox at `/lab/mail`, and a
 * provider to sign in through at `/openid`.
 */
export async function startLab({ smtpPort, httpPort }: { smtpPort: number; httpPort: number }): Promise<Lab> {
  const sink = await startMailSink(smtpPort);
  const server = createServer().listen(httpPort, "127.0.0.1");
  await once(server, "listening").catch(async (error) => {
    await sink.close(); // or the process would stay
    throw error;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const given = { origin: url, issuer: `${url}/openid`, people: labPeople, clients: [labClient] };
  const { answers, ...provider } = await makeOpenIdProvider(given);
  const contents = { mails: sink.mails, provider };
  server.on(
    "request",
    (req, res) => void (answers(req, res) || servePage(contents, req, res).catch(() => res.destroy())),
  );
  const close = async () => {
    server.close().closeAllConnections();
    await sink.close();
  };
  return {
    url,
    smtpUrl: `smtp://127.0.0.1:${sink.port}`,
    openIdSettings: settingsFor(provider),
    provider,
    close,
  };
}

/** What the app's environment says about this provider. */
const settingsFor = ({ issuer }: OpenIdProvider) => ({
  OIDC_LAB_ISSUER: issuer,
  OIDC_LAB_CLIENT_ID: labClient.id,
  OIDC_LAB_CLIENT_SECRET: labClient.secret,
  OIDC_LAB_LABEL: "Lab",
  OIDC_LAB_TRUSTED_DOMAINS: "example.com",
  OIDC_LAB_GROUP_MAP: "editors=editor",
});

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
