import type { IncomingMessage, ServerResponse } from "node:http";

import { env } from "../env.server.ts";
import type { Exchange } from "./exchange.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

const always: [name: string, value: string][] = [
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  // Not no-referrer: browsers would then send `Origin: null` with forms (measured), and no form would get through.
  ["Referrer-Policy", "same-origin"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ...(env.isHttps
    ? [["Strict-Transport-Security", `max-age=${YEAR_SECONDS}; includeSubDomains`] as [string, string]]
    : []),
];

// Only our own scripts and styles, no frames, no plug-ins (RX20, CS17). What comes first is the same for every page.
const isVite = env.isDevelopment; // the development server injects styles and keeps a socket open
const policyBeforeScripts = [
  "default-src 'self'",
  isVite ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
  isVite ? "connect-src 'self' ws:" : "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "script-src",
].join("; ");

/** The content security policy of an answer: scripts that show the nonce run, and what they load; without a nonce none does. */
const contentSecurityPolicy = (nonce: string | null): string =>
  `${policyBeforeScripts} ${nonce === null ? "'none'" : `'self' 'nonce-${nonce}' 'strict-dynamic'`}`;

/** True for the built files and the few fixed ones: public, without cookies, stored by browsers. */
export function isFile(target: string | undefined): boolean {
  const [pathname = ""] = (target ?? "").split("?");
  return pathname.startsWith("/assets/") || /^\/[\w-]+\.(?:ico|svg|png|txt|webmanifest)$/.test(pathname);
}

/**
 * Puts the headers on an answer that every answer carries, errors and files included (HT13), at the last moment: nothing that a
 * route sets in between can loosen them. Unless it is a public file the answer is never stored (SE15).
 */
export function sealHeaders(req: IncomingMessage, res: ServerResponse, exchange: Exchange): void {
  const isStored = isFile(req.url);
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  const sealed = (...args: unknown[]) => {
    for (const [name, value] of always) res.setHeader(name, value);
    res.setHeader("X-Request-Id", exchange.requestId);
    res.setHeader("Content-Security-Policy", contentSecurityPolicy(exchange.nonce));
    if (!isStored || Number(args[0]) >= 400) res.setHeader("Cache-Control", "no-store");
    return writeHead(...args);
  };
  res.writeHead = sealed as typeof res.writeHead;
}
