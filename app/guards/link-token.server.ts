import { hashToken, isRandomToken } from "../auth/secrets.server.ts";
import { linkCookie } from "./cookies.server.ts";
import { linkField } from "./link-field.ts";
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

/** Which link a page was made for: enough to tell two links apart, and nothing that opens either. The page's form carries it. */
export const linkMarkOf = (token: string | null): string => hashToken(token ?? "").slice(0, 16);

/**
 * The token of the link that a form was sent for. Every page of a link in one browser shares the one cookie, so a form that was made for
 * another link than the one opened last counts as the form of a link that is over ("" is no token). A form that does not say which link
 * it is for counts as meant for that one: programs open a link and post the password alone.
 */
export function linkTokenMeant({ form, context }: { form: FormData; context: RequestContext }): string {
  const mark = form.get(linkField);
  return mark === null || mark === linkMarkOf(context.linkToken) ? (context.linkToken ?? "") : "";
}
