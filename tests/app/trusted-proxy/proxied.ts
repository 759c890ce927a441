/** The proxy in front of the app of these files: it is where the tests are, on this machine. */
export const secret = "wmS3kq0bYtLxR7vPzD1nHcFgAeJ5uQ8i";

Object.assign(process.env, {
  PROXY_AUTH_CIDRS: process.env.PROXY_AUTH_CIDRS ?? "127.0.0.1",
  PROXY_AUTH_SECRET: secret,
  PROXY_AUTH_GROUPS_HEADER: "X-Forwarded-Groups",
  PROXY_AUTH_TRUSTED_DOMAINS: "example.com",
  PROXY_AUTH_GROUP_MAP: "editors=editor",
  PROXY_AUTH_CREATE_USERS: process.env.PROXY_AUTH_CREATE_USERS ?? "true",
  PROXY_AUTH_LABEL: "Lab proxy",
});

// Behind the settings: the app reads them as it is loaded.
const { newBrowser } = await import("#tests/support/browser.ts");
type Browser = ReturnType<typeof newBrowser>;
export { newBrowser, type Browser };

/** What the proxy adds to every request of somebody. */
export const by = (person: string, groups = ""): Record<string, string> => ({
  "X-Forwarded-User": person.includes("@") || person === "" ? person : `${person}@example.com`,
  "X-Forwarded-Groups": groups,
  "X-Proxy-Auth-Secret": secret,
});

/** Comes in by the proxy as this person: what the app answers. */
export const comeIn = (browser: Browser, headers: Record<string, string>, search = ""): Promise<Response> =>
  browser.visit(`/auth/proxy/login${search}`, { headers: { "Sec-Fetch-Site": "same-origin", ...headers } });

/** Who a browser is for the app, or null. */
export async function me(
  browser: Browser,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown> | null> {
  const answer = await browser.visit("/api/auth/me", { headers });
  return answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : null;
}
