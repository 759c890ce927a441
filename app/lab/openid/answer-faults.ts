import type { ServerResponse } from "node:http";
import { Readable, pipeline } from "node:stream";

import { seconds } from "../../clock.ts";
import { faultList, type Endpoint } from "./fault.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const everywhere: readonly Endpoint[] = ["discovery", "jwks", "authorize", "token", "userInfo", "trap"];

const hang = () => undefined; // the connection stays open until the client, or the lab, has had enough
const fail = (response: ServerResponse) =>
  response.writeHead(500, { "Content-Type": "text/plain" }).end("Out of order");
const sayHtml = (response: ServerResponse) =>
  response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><h1>We will be back soon</h1>");
const breakOff = (response: ServerResponse) => response.writeHead(200, JSON_TYPE).end('{"access_token": "abc');
const hangUp = (response: ServerResponse) => response.destroy();

/** To an address beside the one that was asked, of which `heard` tells whether anybody went there. */
const redirect = (response: ServerResponse) => response.writeHead(307, { Location: "trap" }).end();

/** Valid JSON all the way, 200 MB of it, as fast as it is read. */
function flood(response: ServerResponse): void {
  response.writeHead(200, JSON_TYPE);
  const piece = "a".repeat(65_536);
  const text = function* () {
    yield '{"access_token": "';
    for (let sent = 0; sent < 200_000_000; sent += piece.length) yield piece;
    yield '"}';
  };
  pipeline(Readable.from(text()), response, () => undefined); // an error here is a client that has had enough
}

/** A character every 50 ms for ever: no pause is long, the whole never ends. */
function drip(response: ServerResponse): void {
  response.writeHead(200, JSON_TYPE).write("{");
  const drops = setInterval(() => response.write(" "), 50);
  response.once("close", () => clearInterval(drops));
}

/** Answers that are slow, broken, endless, or lead elsewhere (OC14). */
export const answerFaults = faultList({
  slow: { delay: seconds(3) },
  down: { answer: { at: everywhere, with: fail } },
  "discovery-down": { answer: { at: ["discovery"], with: fail } },
  "discovery-hangs": { answer: { at: ["discovery"], with: hang } },
  "huge-discovery": { answer: { at: ["discovery"], with: flood } },
  "redirecting-discovery": { answer: { at: ["discovery"], with: redirect } },
  "jwks-down": { answer: { at: ["jwks"], with: fail } },
  "jwks-hangs": { answer: { at: ["jwks"], with: hang } },
  "token-down": { answer: { at: ["token"], with: fail } },
  "token-hangs": { answer: { at: ["token"], with: hang } },
  "token-drips": { answer: { at: ["token"], with: drip } },
  "token-hangs-up": { answer: { at: ["token"], with: hangUp } },
  "html-answer": { answer: { at: ["token"], with: sayHtml } },
  "truncated-json": { answer: { at: ["token"], with: breakOff } },
  "huge-token-answer": { answer: { at: ["token"], with: flood } },
  "redirecting-token-endpoint": { answer: { at: ["token"], with: redirect } },
  "userinfo-down": { answer: { at: ["userInfo"], with: fail } },
  "userinfo-hangs": { answer: { at: ["userInfo"], with: hang } },
  "huge-userinfo-answer": { answer: { at: ["userInfo"], with: flood } },
  "redirecting-userinfo": { answer: { at: ["userInfo"], with: redirect } },
});
