import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isLoopback } from "../../env-loopback.ts";
import { isSameOrigin } from "../../server/same-origin.ts";
import { readAsked } from "../asked.ts";
import { HTML } from "../page.ts";
import { labPeople, type LabPerson } from "../people.ts";
import { choicePage } from "./choice.ts";
import { COOKIE, headersFor } from "./headers.ts";
import type { ProxyFault } from "./weather.ts";

const OWN_PAGE = "/lab-proxy";

/** An authenticating proxy on a port of its own: asks who somebody is, remembers it in a cookie, and forwards everything to the app. */
export type LabProxy = {
  readonly url: string;
  readonly secret: string;
  readonly faults: Set<ProxyFault>;
  readonly setGroups: (username: string, groups: readonly string[]) => void;
  readonly close: () => Promise<void>;
};

type State = Pick<LabProxy, "secret" | "faults"> & {
  readonly url: string;
  readonly app: string;
  readonly people: Map<string, LabPerson>;
  /** Who sits at which browser, by the token in its cookie. */
  readonly chosen: Map<string, string>;
};

/** Starts one in front of the app at `app`, under the same name of this machine: that is where the app's cookies are. */
export async function startLabProxy({ app, port = 0 }: { app: string; port?: number }): Promise<LabProxy> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://${new URL(app).hostname}:${(server.address() as AddressInfo).port}`;
  const people = new Map(labPeople.map((person) => [person.username, person]));
  const state: State = {
    url,
    app: new URL(app).origin,
    people,
    chosen: new Map(),
    secret: randomBytes(32).toString("base64url"),
    faults: new Set(),
  };
  server.on("request", (req, res) => void answer(state, req, res).catch(() => res.destroy()));
  return {
    url,
    secret: state.secret,
    faults: state.faults,
    setGroups(username, groups) {
      const person = people.get(username);
      if (person) people.set(username, { ...person, groups });
    },
    async close() {
      server.close().closeAllConnections();
    },
  };
}

async function answer(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const target = req.url ?? "/";
  const { pathname, searchParams } = new URL(target, state.url);
  // A page elsewhere whose name points to this machine must not be let through as whoever sits here.
  if (!isLoopback((req.headers.host ?? "").replace(/:\d+$/, "")))
    return say(res, 400, "The lab answers on this machine only.");
  if (pathname === OWN_PAGE && req.method === "POST") return choose(state, req, res);
  if (pathname === OWN_PAGE) {
    const page = choicePage([...state.people.values()], searchParams.get("to") ?? "/");
    return void res.writeHead(200, { "Content-Type": HTML, "Cache-Control": "no-store" }).end(page);
  }
  const person = state.people.get(state.chosen.get(tokenIn(req)) ?? "");
  if (person) return forward(state, person, req, res);
  if (req.method !== "GET") return say(res, 401, "The proxy does not know who you are.");
  res.writeHead(303, { Location: `${OWN_PAGE}?${new URLSearchParams({ to: target })}` }).end();
}

async function choose({ url, people, chosen }: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { parameters, headers } = await readAsked(req);
  const [person, to] = [parameters.get("person") ?? "", parameters.get("to") ?? "/"];
  if (!isSameOrigin(headers, url)) return say(res, 403, "Only the proxy's own page may say who you are.");
  if (!people.has(person) || !/^\/(?![/\\])/.test(to)) return say(res, 400, "There is no such person.");
  const token = randomBytes(32).toString("base64url");
  chosen.set(token, person);
  res.writeHead(303, { Location: to, "Set-Cookie": `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Lax` }).end();
}

async function forward(state: State, person: LabPerson, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { app: to, url: from, secret, faults } = state;
  if (faults.has("app-down")) return say(res, 502, "The app does not answer the proxy.");
  const headers = headersFor({ rawHeaders: req.rawHeaders, person, secret, from, to }, faults);
  const outgoing = request(new URL(to), { path: req.url, method: req.method, headers, setHost: false });
  outgoing.on("response", (incoming) => {
    res.writeHead(incoming.statusCode ?? 502, incoming.rawHeaders);
    incoming.pipe(res);
  });
  outgoing.on("error", () => (res.headersSent ? res.destroy() : say(res, 502, "The app does not answer the proxy.")));
  req.pipe(outgoing);
}

const tokenIn = ({ headers }: IncomingMessage) =>
  (headers.cookie ?? "")
    .split("; ")
    .find((cookie) => cookie.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1) ?? "";

function say(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { "Content-Type": "text/plain", "Cache-Control": "no-store" }).end(text);
}
