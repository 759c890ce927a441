import { expect, it } from "vitest";

// The proxy of this file is on another machine; this one stands in front of the app as well, and says whom it forwards for.
Object.assign(process.env, { PROXY_AUTH_CIDRS: "10.0.0.5", TRUSTED_PROXY_CIDRS: "127.0.0.1" });
const { by, comeIn, me, newBrowser } = await import("./proxied.ts");

it.each<[string, Record<string, string>]>([
  ["alone", {}],
  ["with its address in X-Forwarded-For", { "X-Forwarded-For": "10.0.0.5" }],
  [
    "with its address in every header there is for it",
    { Forwarded: "for=10.0.0.5", "X-Real-IP": "10.0.0.5", "X-Client-IP": "10.0.0.5" },
  ],
])("CB-07 Z-05 Z-16 a request from another machine is not the proxy's, secret or not: %s", async (_, lies) => {
  const browser = newBrowser();
  const answer = await comeIn(browser, { ...by("alice"), ...lies });
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("PROXY_NOT_BELIEVED");
  expect(await me(browser, { ...by("alice"), ...lies })).toBeNull();
});
