import { isRandomToken } from "../auth/secrets.server.ts";
import { linkCookie } from "./cookies.server.ts";
import type { RequestContext } from "./request-context.ts";
import { safeRedirect } from "./safe-redirect.ts";

/**
 * The token of the link that led here, or null. One in the address is moved into a cookie first, by a redirect to the bare page: no
 * history, log or next page's referrer keeps it (AC04). Opening a link uses nothing up: mail scanners open them too (AC11).
 */
export function linkTokenOf({ request, context }: { request: Request; context: RequestContext }): string | null {
  const { pathname, searchParams } = new URL(request.url);
  const token = searchParams.get("token");
  if (token === null) return context.linkToken;
  const page = pathname.replace(/\.data$/, "");
  throw safeRedirect(page, new Headers({ "Set-Cookie": linkCookie(isRandomToken(token) ? token : "") }));
}
