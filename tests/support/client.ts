import { demoPassword } from "#app/db/demo-data.ts";
import { parseSetCookie } from "./set-cookie.ts";

/** A browser of sorts for a server in another process: keeps cookies, follows no redirect. */
export function clientOf(base: string) {
  const cookies = new Map<string, string>();
  const go = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { Accept: "text/html", Cookie: cookie, ...init.headers };
    const response = await fetch(base + path, { redirect: "manual", ...init, headers });
    for (const header of response.headers.getSetCookie()) {
      const { name, value } = parseSetCookie(header);
      cookies.set(name, value);
    }
    return response;
  };
  /** Posts a form of ours; any page must have been visited before. */
  const submit = (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ ...fields, csrf: cookies.get("XSRF-TOKEN") ?? "" });
    return go(path, { method: "POST", body, headers: { Origin: base } });
  };
  return {
    visit: (path: string) => go(path),
    submit,
    /** Posts the sign-in form; `visit("/login")` must have come before. */
    signIn: (username: string) => submit("/login", { identifier: username, password: demoPassword }),
  };
}

export type Client = ReturnType<typeof clientOf>;
