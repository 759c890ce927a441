import type { IncomingMessage, ServerResponse } from "node:http";

import { isRandomToken, randomToken } from "../auth/secrets.server.ts";
import {
  cookieNames,
  csrfCookie,
  readCookies,
  readDeviceCookie,
  readSessionCookie,
  visitCookie,
} from "../guards/cookies.server.ts";
import { isCsrfTokenFor, isSafeMethod, issueCsrfToken } from "../guards/csrf.server.ts";
import type { RequestContext } from "../guards/request-context.ts";

type Browser = Pick<
  RequestContext,
  "deviceToken" | "linkToken" | "flowToken" | "csrfToken" | "csrfBinding" | "csrfCookie" | "theme"
>;

/** The session token that a request shows, and whether it shows a forged one. Costs one checksum. */
export const readSession = (req: IncomingMessage) =>
  readSessionCookie(readCookies(req.headers.cookie)[cookieNames.session]);

/**
 * Reads a browser's other cookies and gives it what its forms need: a visit while it is signed out, and a form token bound to the
 * session or visit it has now (CS-01). Both are set on answers to GET only, and only when the ones it has do not fit any more.
 */
export function readBrowser(req: IncomingMessage, res: ServerResponse, sessionToken: string | null): Browser {
  const cookies = readCookies(req.headers.cookie);
  const visit = randomTokenIn(cookies[cookieNames.visit]);
  const csrfBinding = sessionToken ?? visit ?? randomToken();
  const held = cookies[cookieNames.csrf] ?? null;
  const isFitting = held !== null && isCsrfTokenFor(csrfBinding, held);
  const csrfToken = isFitting ? held : issueCsrfToken(csrfBinding);
  if (isSafeMethod(req.method ?? "GET") && !isFitting) {
    if (!sessionToken && !visit) res.appendHeader("Set-Cookie", visitCookie(csrfBinding));
    res.appendHeader("Set-Cookie", csrfCookie(csrfToken));
  }
  const { theme } = cookies;
  return {
    deviceToken: readDeviceCookie(cookies[cookieNames.device]),
    linkToken: randomTokenIn(cookies[cookieNames.link]),
    flowToken: randomTokenIn(cookies[cookieNames.flow]),
    csrfToken,
    csrfBinding,
    csrfCookie: held,
    theme: theme === "light" || theme === "dark" ? theme : null,
  };
}

const randomTokenIn = (text: string | undefined) => (text && isRandomToken(text) ? text : null);
