import type { IncomingMessage, ServerResponse } from "node:http";

import { randomToken } from "../auth/secrets.server.ts";
import { env } from "../env.server.ts";
import { takeVouching } from "../features/trusted-proxy/take-vouching.server.ts";
import { isApiPath } from "../guards/refuse.server.ts";
import { noSessionCookie } from "../guards/cookies.server.ts";
import { isSafeMethod } from "../guards/csrf.server.ts";
import { invalidCredential, type Refusal } from "../guards/refusal.ts";
import type { NotVouched, RequestContext } from "../guards/request-context.ts";
import { log } from "../log.server.ts";
import { isCanonicalTarget } from "./canonical-target.ts";
import { clientAddress, readProxyRanges } from "./client-address.ts";
import type { Exchange } from "./exchange.ts";
import { answerAtGate, hasBody, sendToSignIn } from "./gate-answer.ts";
import { readBrowser, readSession } from "./gate-browser.ts";
import { readCredential } from "./gate-credential.ts";
import type { RouteMatch } from "./route-match.ts";
import { isSameOrigin } from "./same-origin.ts";
import { isFile } from "./sealed-headers.ts";

const LARGEST_BODY = 256 * 1024;
const pageMethods = ["GET", "HEAD", "POST"];
const apiMethods = [...pageMethods, "PUT", "PATCH", "DELETE"];
let forgeries = 0;
let isWarned = false;
const trustedProxies = readProxyRanges(env.TRUSTED_PROXY_CIDRS);

/** What stands between the socket and Express. Gives the request's context, "file" for a public file, or null when it has answered by itself. */
export type Gate = (req: IncomingMessage, res: ServerResponse, exchange: Exchange) => RequestContext | "file" | null;

/**
 * Makes the gate for the routes that `match` knows. In this order: one reading of the target, our own host, methods, size, origin,
 * then the credentials. What fails is answered here, before Express and Remix; a forged credential counts as none and its cookie is
 * taken off, without one statement to the database. Whoever is not signed in and needs to be is told so here as well.
 */
export function makeGate(match: (pathname: string, method: string) => RouteMatch): Gate {
  return (req, res, exchange) => {
    const { requestId } = exchange;
    const target = req.url ?? "/";
    const [pathname = "/"] = target.split("?");
    const method = req.method ?? "GET";
    const vouching = takeVouching(req);
    delete req.headers["x-forwarded-host"]; // Remix would believe it from anybody (CS06)
    const malformed = refusalForShape(req, target, pathname, method);
    if (malformed) return refuse(req, res, malformed, requestId);
    if (isFile(target)) return "file";
    const { refusalForNobody, isCrossSite } = match(pathname, method);
    if (!isSafeMethod(method) && !isCrossSite && !isSameOrigin(req.headers, env.origin))
      return refuse(req, res, crossSite, requestId);
    if (isCrossSite) delete req.headers.origin; // Remix would refuse whatever comes from another site, welcome or not
    const isApi = isApiPath(pathname);
    const shown = isApi ? readCredential(req) : null;
    if (shown === "two") return refuse(req, res, twoCredentials, requestId);
    if (shown?.isPlausible) delete req.headers[shown.header === "dpop" ? "authorization" : shown.header]; // no page and no log of it gets to see the secret (Z-14)
    const session = readSession(req);
    if (session.forged) res.appendHeader("Set-Cookie", noSessionCookie);
    if (session.forged || (shown?.kind && !shown.isPlausible)) exchange.forgery = ++forgeries;
    // What is shown on purpose is what counts: a browser's own cookie beside it is not looked at (C-13).
    const sessionToken = shown ? null : session.token;
    const isVouched = vouching.ok && isApi && !shown;
    const isKnown = sessionToken !== null || isVouched || shown?.isPlausible === true;
    if (!isKnown && refusalForNobody)
      return answerNobody(req, res, shown ? invalidCredential(shown) : refusalForNobody, requestId);
    return {
      requestId,
      // Made when a page asks for it: it costs as much as the rest of what is read here.
      get nonce() {
        return (exchange.nonce ??= randomToken(16));
      },
      address: addressOf(req),
      vouching: shown ? nobodyVouched : vouching,
      userAgent: (req.headers["user-agent"] ?? "").slice(0, 500),
      isData: pathname.endsWith(".data"),
      isApi,
      shown,
      sessionToken,
      ...readBrowser(req, res, sessionToken),
      setHeader: (name, value) => void res.setHeader(name, value),
    };
  };
}

function addressOf(req: IncomingMessage): string {
  const forwardedFor = joined(req.headers["x-forwarded-for"]);
  if (forwardedFor !== undefined && trustedProxies.length === 0 && !isWarned) {
    isWarned = true;
    log.warn(
      "requests come through a proxy, but TRUSTED_PROXY_CIDRS names none: all people share its address, and its limits",
    );
  }
  return clientAddress(req.socket.remoteAddress, forwardedFor, trustedProxies);
}

function answerNobody(req: IncomingMessage, res: ServerResponse, refusal: Refusal, requestId: string): null {
  const target = req.url ?? "/";
  const [pathname = "/"] = target.split("?");
  const isDocument = !isApiPath(pathname) && !pathname.endsWith(".data");
  if (!isDocument) return refuse(req, res, refusal, requestId);
  sendToSignIn(res, isSafeMethod(req.method ?? "GET") ? target : pathname);
  return null;
}

function refusalForShape(req: IncomingMessage, target: string, pathname: string, method: string): Refusal | null {
  if (!isCanonicalTarget(target)) return bad("This address cannot be read in one way only.");
  if (req.headers.host !== env.APP_URL.host || req.headersDistinct.host?.length !== 1)
    return bad("This server does not answer for that host.");
  if (!(isApiPath(pathname) ? apiMethods : pageMethods).includes(method)) return methodNotAllowed;
  if (isSafeMethod(method) || !hasBody(req)) return null;
  if (req.headers["transfer-encoding"] !== undefined) return lengthRequired;
  return Number(req.headers["content-length"]) > LARGEST_BODY ? tooLarge : null;
}

function refuse(req: IncomingMessage, res: ServerResponse, refusal: Refusal, requestId: string): null {
  answerAtGate(req, res, refusal, requestId);
  return null;
}

const joined = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(",") : header);

const nobodyVouched: NotVouched = { ok: false, reason: "nobody" };
const bad = (detail: string): Refusal => ({ status: 400, code: "BAD_REQUEST", detail });
const crossSite: Refusal = { status: 403, code: "CROSS_SITE", detail: "This request came from another site." };
const twoCredentials = bad("Show one key or token, not two.");
const methodNotAllowed: Refusal = {
  status: 405,
  code: "METHOD_NOT_ALLOWED",
  detail: "This address does not take that method.",
};
const lengthRequired: Refusal = { status: 411, code: "LENGTH_REQUIRED", detail: "Send the body with its length." };
const tooLarge: Refusal = { status: 413, code: "TOO_LARGE", detail: "The body is too large." };
