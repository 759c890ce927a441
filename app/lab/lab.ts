import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { isLoopback } from "../env-loopback.ts";
import { startMailSink } from "./mail-sink.ts";
import { pageAt } from "./pages.ts";

/** Where the lab is: its pages, and the mail server to name as SMTP_URL. */
export type LabAddresses = { url: string; smtpUrl: string };
export type Lab = LabAddresses & { close: () => Promise<void> };

/** Starts the lab on two ports of this machine (0: any free one): a mail server that delivers nothing, and its mailbox at `/lab/mail`. */
export async function startLab({ smtpPort, httpPort }: { smtpPort: number; httpPort: number }): Promise<Lab> {
  const sink = await startMailSink(smtpPort);
  const server = createServer((req, res) => {
    const [host = ""] = (req.headers.host ?? "").split(/:\d+$/);
    const [path = ""] = (req.url ?? "").split("?");
    // Mail opens accounts: a page elsewhere whose name points to this machine must not read it.
    const { status, type, body } = isLoopback(host) ? pageAt(path, sink.mails) : notHere;
    res.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, ...headers }).end(body);
  });
  server.listen(httpPort, "127.0.0.1");
  await once(server, "listening").catch(async (error) => {
    await sink.close(); // or the process would stay
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.close().closeAllConnections();
    await sink.close();
  };
  return { url: `http://127.0.0.1:${port}`, smtpUrl: `smtp://127.0.0.1:${sink.port}`, close };
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer" };
const notHere = { status: 400, type: "text/plain", body: "The lab answers on this machine only." };
