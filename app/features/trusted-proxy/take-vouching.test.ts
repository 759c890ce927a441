import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, describe, expect, it } from "vitest";

import type { Vouching } from "../../guards/request-context.ts";
import { readTrustedProxy } from "./environment.ts";
import { takeFrom } from "./take-vouching.server.ts";

const SECRET = "wmS3kq0bYtLxR7vPzD1nHcFgAeJ5uQ8i";
const { settings: proxy } = readTrustedProxy({
  PROXY_AUTH_CIDRS: "127.0.0.1",
  PROXY_AUTH_SECRET: SECRET,
  PROXY_AUTH_HEADER: "Remote-User",
  PROXY_AUTH_GROUPS_HEADER: "Remote-Groups",
});

type Seen = { vouching: Vouching; left: string };
let current: typeof proxy = proxy;
const server = createServer((req, res) => {
  const vouching = takeFrom(req, current);
  const { headers, headersDistinct, rawHeaders } = req;
  res.end(JSON.stringify({ vouching, left: JSON.stringify({ headers, headersDistinct, rawHeaders }) } satisfies Seen));
}).listen(0, "127.0.0.1");
afterAll(() => void server.close());

/** What whoever comes after this sees of a request with these headers. */
const seen = (headers: Record<string, string | string[]>): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const outgoing = request(
      { host: "127.0.0.1", port, headers: { Host: "x", Accept: "text/plain", ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += String(chunk)));
        answer.on("end", () => resolve(JSON.parse(text) as Seen));
      },
    );
    outgoing.once("error", reject).end();
  });

const everything = {
  "Remote-User": "bob@example.com",
  "Remote-Groups": "editors",
  "X-Proxy-Auth-Secret": SECRET,
};

describe("what is left of a request", () => {
  it("is everything but what the proxy said, also when it is believed", async () => {
    const { vouching, left } = await seen(everything);
    expect(vouching).toEqual({ ok: true, subject: "bob@example.com", groups: ["editors"] });
    expect(left).not.toMatch(/remote-|proxy-auth|bob@|wmS3/i);
    expect(left).toContain("text/plain");
  });

  it.each<[string, Record<string, string | string[]>]>([
    ["the wrong secret", { ...everything, "X-Proxy-Auth-Secret": "x".repeat(32) }],
    ["no secret", { "Remote-User": "root@example.com", "Remote-Groups": "admins" }],
    ["the secret and nothing else", { "X-Proxy-Auth-Secret": SECRET }],
    ["two names", { ...everything, "Remote-User": ["root@example.com", "bob@example.com"] }],
    [
      "names in another case",
      { "REMOTE-USER": "root@example.com", "remote-GROUPS": "admins", "x-proxy-AUTH-secret": "a" },
    ],
    [
      "names with underscores",
      { Remote_User: "root@example.com", REMOTE_GROUPS: "admins", X_Proxy_Auth_Secret: SECRET },
    ],
  ])("CB-07 Z-05 holds nothing of it with %s", async (_, headers) => {
    const { vouching, left } = await seen(headers);
    expect(vouching.ok).toBe(false);
    expect(left).not.toMatch(/remote.(user|groups)|proxy.auth|root@|admins|wmS3/i);
    expect(left).toContain("text/plain");
  });

  it("CB-07 holds nothing of the usual header where there is no proxy either", async () => {
    current = null;
    const { vouching, left } = await seen({ "X-Forwarded-User": "root@example.com", "X-Proxy-Auth-Secret": SECRET });
    current = proxy;
    expect(vouching).toEqual({ ok: false, reason: "stranger" });
    expect(left).not.toMatch(/forwarded|proxy|root@|wmS3/i);
  });
});
