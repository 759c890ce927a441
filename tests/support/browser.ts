import { parseSetCookie } from "./set-cookie.ts";
import { origin, send, type Sent } from "./app.ts";

/** A browser with cookies of its own, which fills in form tokens as a page does. It follows no redirect: tests look at each answer. */
export type Browser = {
  cookies: Map<string, string>;
  /** Opens an address. */
  visit: (target: string, sent?: Sent) => Promise<Response>;
  /** Posts a form from one of our pages, token and all. */
  submit: (target: string, form: Record<string, string>, sent?: Sent) => Promise<Response>;
};

/** A new browser that has never been here. */
export function newBrowser(
  userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
): Browser {
  const cookies = new Map<string, string>();
  const go = async (target: string, { headers, ...sent }: Sent) => {
    const own = {
      "User-Agent": userAgent,
      Accept: "text/html",
      ...(cookies.size > 0 ? { Cookie: cookieHeader(cookies) } : {}),
    };
    const response = await send(target, { ...sent, headers: { ...own, ...headers } });
    keepCookies(cookies, response);
    return response;
  };
  const visit: Browser["visit"] = (target, sent = {}) => go(target, sent);
  return {
    cookies,
    visit,
    async submit(target, form, { headers, ...sent } = {}) {
      if (!cookies.has("__Host-XSRF-TOKEN")) await visit("/login");
      const csrf = cookies.get("__Host-XSRF-TOKEN") ?? "";
      return go(target, {
        ...sent,
        form: { csrf, ...form },
        headers: { Origin: origin, "Sec-Fetch-Site": "same-origin", ...headers },
      });
    },
  };
}

/** A Cookie header with these cookies. */
export const cookieHeader = (cookies: Iterable<[string, string]>): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const header of response.headers.getSetCookie()) {
    const { name, value, attributes } = parseSetCookie(header);
    if (attributes.get("max-age") === "0") cookies.delete(name);
    else cookies.set(name, value);
  }
}
