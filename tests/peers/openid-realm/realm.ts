// Run by `start-realm.ts` with Node.js 24, in a process of its own that ends with the one that started it.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { readAsked } from "#app/lab/asked.ts";
import { answerLogin } from "./login.ts";
import { setGroups } from "./people.ts";
import { makeProvider, REALM, type RealmClient } from "./provider.ts";

const client = JSON.parse(process.argv[2] ?? "") as RealmClient;
let sky: "well" | "hang" | "down" | "nonsense" = "well";

const front = await listening(createServer());
const issuer = `${addressOf(front)}${REALM}`;
let provider = await makeProvider(issuer, client);
front.on("request", serve);

function serve(request: IncomingMessage, response: ServerResponse): void {
  if (sky === "hang") return;
  if (sky === "down") return void response.writeHead(503, { "Content-Type": "text/plain" }).end("Out of order");
  if (sky === "nonsense")
    return void response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><h1>Back soon</h1>");
  if (answerLogin(provider, request, response)) return;
  const { url = "" } = request;
  if (!url.startsWith(`${REALM}/`)) return void response.writeHead(404).end();
  // As Express does for what it mounts, so that the provider knows its own addresses.
  Object.assign(request, { originalUrl: url, url: url.slice(REALM.length) });
  void provider.callback()(request, response);
}

const orders: Record<string, (form: URLSearchParams) => unknown> = {
  "/rotate": async () => (provider = await makeProvider(issuer, client)),
  "/groups": (form) => setGroups(form.get("username") ?? "", form.getAll("group")),
  "/sky": (form) => (sky = form.get("is") as typeof sky),
};

const control = await listening(
  createServer(async (request, response) => {
    const { path, parameters } = await readAsked(request);
    // Only from a program: a page in a browser always says where it comes from.
    const order = request.method === "POST" && request.headers.origin === undefined ? orders[path] : undefined;
    await order?.(parameters);
    response.writeHead(order ? 204 : 404).end();
  }),
);

async function listening(server: Server): Promise<Server> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.once("disconnect", () => process.exit());
process.send?.({ issuer, control: addressOf(control) });
