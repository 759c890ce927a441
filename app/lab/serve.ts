import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { isLoopback } from "../env-loopback.ts";
import type { Answer } from "./answer.ts";
import { readAsked, type Asked } from "./asked.ts";

/** How an address of a provider answers. */
export type Serving = {
  /** Told of each request, before it is answered. */
  readonly note: (asked: Asked) => void;
  /** How late, in milliseconds. */
  readonly delay: () => number;
  /** Takes the answer over, where something is wrong with the provider. */
  readonly takenOver: () => ((response: ServerResponse) => void) | undefined;
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
};

/** Answers a request to a provider of the lab. */
export async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const asked = await readAsked(request);
  // A page elsewhere whose name points to this machine must not sign anybody in.
  if (!isLoopback((asked.headers.host ?? "").replace(/:\d+$/, ""))) return void response.writeHead(400).end();
  serving.note(asked);
  await pause(serving.delay());
  const broken = serving.takenOver();
  if (broken) return broken(response);
  const { status, headers, body } = await serving.answer(asked);
  response.writeHead(status, { ...always, ...headers }).end(body);
}

const always = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
};

/** Says whether a request was one for it, and answers it then. */
export type Answers = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Starts a provider outside of a lab, on a port of this machine (0: any free one). */
export async function startAlone<Provider extends { answers: Answers }>(
  port: number,
  make: (origin: string) => Promise<Provider>,
): Promise<Omit<Provider, "answers"> & { close: () => void }> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const { answers, ...provider } = await make(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.on("request", (request, response) => void (answers(request, response) || response.writeHead(404).end()));
  return { ...provider, close: () => void server.close().closeAllConnections() };
}
