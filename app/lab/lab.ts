import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { isLoopback } from "../env-loopback.ts";
import { startMailSink } from "./mail-sink.ts";
import { labClient } from "./openid/clients.ts";
import { labPeople } from "./openid/people.ts";
import { makeOpenIdProvider, type OpenIdProvider } from "./openid/provider.ts";
import { pageAt } from "./pages.ts";

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
  server.on("request", (req, res) => {
    if (answers(req, res)) return;
    const [host = ""] = (req.headers.host ?? "").split(/:\d+$/);
    const [path = ""] = (req.url ?? "").split("?");
    // Mail opens accounts: a page elsewhere whose name points to this machine must not read it.
    const { status, type, body } = isLoopback(host) ? pageAt(path, sink.mails) : notHere;
    res.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, ...headers }).end(body);
  });
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

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" };
const notHere = { status: 400, type: "text/plain", body: "The lab answers on this machine only." };
