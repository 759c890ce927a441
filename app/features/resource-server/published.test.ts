import { describe, expect, it } from "vitest";

import { findUnreachable } from "../../unreachable.ts";
import { findKeysAddress, readKeySet } from "./published.server.ts";

const issuer = "https://id.example.com/realms/main";
const jwks_uri = "https://keys.example.com/main";

/** What stands where; 404 everywhere else. Keeps the addresses that were asked. */
function web(pages: Record<string, unknown>) {
  const asked: string[] = [];
  const ask = async (address: string | URL) => {
    asked.push(String(address));
    const page = pages[String(address)];
    return page === undefined ? new Response(null, { status: 404 }) : Response.json(page);
  };
  return { asked, ask };
}

const openId = `${issuer}/.well-known/openid-configuration`;
const oauth = "https://id.example.com/.well-known/oauth-authorization-server/realms/main";

describe("where an issuer's keys are", () => {
  it("RS-01 says its description by OpenID Connect, else the one by RFC 8414", async () => {
    expect(await findKeysAddress(issuer, web({ [openId]: { issuer, jwks_uri } }).ask)).toBe(jwks_uri);
    const { asked, ask } = web({ [oauth]: { issuer, jwks_uri } });
    expect(await findKeysAddress(issuer, ask)).toBe(jwks_uri);
    expect(asked).toEqual([openId, oauth]);
  });

  it("is found for an issuer with a slash at its end, or without a path", async () => {
    for (const one of ["https://id.example.com/", "https://id.example.com"]) {
      const { ask } = web({ "https://id.example.com/.well-known/openid-configuration": { issuer: one, jwks_uri } });
      expect(await findKeysAddress(one, ask)).toBe(jwks_uri);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["nothing", {}],
    ["a list", { [openId]: [] }],
    ["another issuer", { [openId]: { issuer: "https://id.example.com/realms/other", jwks_uri } }],
    ["the same with a slash", { [openId]: { issuer: `${issuer}/`, jwks_uri } }],
    ["no keys", { [openId]: { issuer } }],
    ["keys without TLS", { [openId]: { issuer, jwks_uri: "http://keys.example.com/main" } }],
    ["keys in a file", { [openId]: { issuer, jwks_uri: "file:///etc/passwd" } }],
  ])("is not said where %s stands there", async (_, pages) => {
    const error: unknown = await findKeysAddress(issuer, web(pages).ask).catch((thrown: unknown) => thrown);
    expect(findUnreachable(error)).not.toBeNull();
  });
});

it.each([[{}], [{ keys: {} }], [{ keys: [7] }], [{ keys: [{}] }], [[]]])(
  "what holds no keys is none: %j",
  async (page) => {
    const { ask } = web({ [jwks_uri]: page });
    await expect(readKeySet(jwks_uri, ask)).rejects.toThrow("holds no keys");
  },
);
