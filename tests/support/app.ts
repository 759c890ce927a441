import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { ServerBuild } from "@remix-run/node";
import { afterAll } from "vitest";

import { newTokenKeys } from "./token-keys.ts";

/** Where the app under test says it lives. Requests go to a local port; what counts is the Host header. */
export const origin = "https://app.example.test";

/** What to send. `form` becomes a body as a browser would send it; `headers` are sent just as they stand. */
export type Sent = {
  method?: string;
  headers?: Record<string, string | string[]>;
  form?: Record<string, string> | URLSearchParams;
  body?: string | Buffer;
};

type PolicyLine = { method: string; path: string; policy: string; layouts: string[] };
type App = { handle: (req: IncomingMessage, res: never) => void; build: ServerBuild; listPolicies: () => PolicyLine[] };

Object.assign(process.env, {
  NODE_ENV: "production",
  APP_URL: process.env.APP_URL ?? origin,
  SESSION_SIGNING_KEYS: process.env.SESSION_SIGNING_KEYS ?? "1:a-key-that-only-the-tests-know-0123456789",
  TOKEN_SIGNING_KEYS: process.env.TOKEN_SIGNING_KEYS ?? newTokenKeys(),
  LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
});

const built = pathToFileURL(resolve("build/server/index.js"));
built.searchParams.set("evaluated", String(Date.now())); // by this file: Node.js would give it the one of the file before

/** The production build itself, running in this process on this file's own database. */
export const app: App = await import(/* @vite-ignore */ built.href);

const server: Server = createServer((req, res) => app.handle(req, res as never)).listen(0, "127.0.0.1");
if (!server.listening) await once(server, "listening");
afterAll(() => void server.close().closeAllConnections());

/** The port of this machine at which the app is, for clients that somebody else wrote. */
export const serverPort = (): number => (server.address() as AddressInfo).port;

/** Sends one request to the app, byte for byte as given: no client in between mends a target, an origin or a cookie. */
export const send = (target: string, sent: Sent = {}): Promise<Response> => sendTo(serverPort(), target, sent);

/** The same to another process of the app, on this port of this machine. */
export async function sendTo(port: number, target: string, sent: Sent = {}): Promise<Response> {
  const { method, headers = {}, form, body } = sent;
  const payload = form ? new URLSearchParams(form).toString() : body;
  const allHeaders = {
    Host: new URL(process.env.APP_URL ?? origin).host,
    ...(form ? { "Content-Type": "application/x-www-form-urlencoded" } : {}),
    ...(payload === undefined ? {} : { "Content-Length": String(Buffer.byteLength(payload)) }),
    ...headers,
  };
  return new Promise((resolveWith, reject) => {
    const options = {
      host: "127.0.0.1",
      port,
      path: target,
      method: method ?? (payload === undefined ? "GET" : "POST"),
      headers: allHeaders,
    };
    const outgoing = request({ ...options, setHost: false }, (incoming) => resolveWith(toResponse(incoming)));
    outgoing.once("error", reject);
    outgoing.end(payload);
  });
}

async function toResponse(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2)
    headers.append(incoming.rawHeaders[i] ?? "", incoming.rawHeaders[i + 1] ?? "");
  const status = incoming.statusCode ?? 0;
  return new Response([204, 304].includes(status) ? null : Buffer.concat(chunks), { status, headers });
}
