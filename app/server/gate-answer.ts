import type { IncomingMessage, ServerResponse } from "node:http";

import { isApiPath, signInAddress } from "../guards/refuse.server.ts";
import { problemHeaders, problemOf } from "../guards/problem.server.ts";
import type { Refusal } from "../guards/refusal.ts";

/** Answers a request right at the gate: a short page for somebody who looks at it in a browser, a problem for everything else. */
export function answerAtGate(req: IncomingMessage, res: ServerResponse, refusal: Refusal, requestId: string): void {
  const [instance = "/"] = (req.url ?? "/").split("?");
  const problem = problemOf(refusal, { instance: /^[\x21-\x7e]{1,500}$/.test(instance) ? instance : "/", requestId });
  const wantsPage =
    (req.headers.accept ?? "").includes("text/html") && !isApiPath(instance) && !instance.endsWith(".data");
  const body = wantsPage ? pageFor(problem.title, problem.detail, requestId) : JSON.stringify(problem);
  const headers = { ...problemHeaders(refusal), "Content-Length": Buffer.byteLength(body) };
  // Reading the rest of a body that nobody wants would only keep the connection busy.
  if (!req.complete && hasBody(req)) res.setHeader("Connection", "close");
  if (refusal.status === 405)
    res.setHeader("Allow", isApiPath(instance) ? "GET, HEAD, POST, PUT, PATCH, DELETE" : "GET, HEAD, POST");
  res.writeHead(refusal.status, wantsPage ? { ...headers, "Content-Type": "text/html; charset=utf-8" } : headers);
  res.end(req.method === "HEAD" ? undefined : body);
}

/** Sends a browser that is not signed in to the sign-in page, and back afterwards. */
export function sendToSignIn(res: ServerResponse, target: string): void {
  res.writeHead(303, { Location: signInAddress(target) });
  res.end();
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";

// Static text only: nothing of the request is ever put into this page.
const pageFor = (title: string, detail: string, requestId: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>` +
  `<h1>${title}</h1><p>${detail}</p><p><a href="/">Go to the start page</a></p><p><small>Request ${requestId}</small></p></html>`;
