import { describe, expect, it } from "vitest";

import { flawsOf } from "./check-client.ts";
import type { TypedClient } from "./typed-client.ts";

const typed: TypedClient = {
  name: "Harbour Reports",
  grants: ["browser"],
  keepsSecret: true,
  isFirstParty: false,
  redirectUris: ["https://harbour.example.test/callback"],
  postLogoutRedirectUris: [],
  scopes: ["openid"],
  resources: [],
  account: "",
};
const flawsWith = (more: Partial<TypedClient>) => flawsOf({ ...typed, ...more });

describe("an application", () => {
  it.each([
    "https://harbour.example.test/callback?a=b",
    "http://127.0.0.1/callback",
    "http://localhost:5173/callback",
    "test.example.harbour:/callback",
  ])("may have people sent back to %s", (address) => {
    expect(flawsWith({ redirectUris: [address] })).toEqual([]);
  });

  it.each([
    "http://harbour.example.test/callback",
    "https://harbour.example.test/callback#here",
    "https://*.example.test/callback",
    "https://user:pass@harbour.example.test/",
    "javascript:alert(1)",
    "data:text/html,hello",
    "harbour:/callback",
    "/callback",
  ])("AS09 may not have them sent to %s", (address) => {
    expect(flawsWith({ redirectUris: [address] })).toEqual(["redirectUris"]);
    expect(flawsWith({ postLogoutRedirectUris: [address] })).toEqual(["postLogoutRedirectUris"]);
  });

  it("has an address to come back to exactly when it signs people in at a browser", () => {
    expect(flawsWith({ redirectUris: [] })).toEqual(["redirectUris"]);
    expect(flawsWith({ grants: ["device"] })).toEqual(["redirectUris"]);
    expect(flawsWith({ grants: ["device"], redirectUris: [] })).toEqual([]);
  });

  it("AS01 asks for itself only when it can keep a secret", () => {
    expect(flawsWith({ grants: ["itself"], redirectUris: [], keepsSecret: false })).toEqual(["keepsSecret"]);
  });

  it("AS03 has scopes that there are, and a name", () => {
    expect(flawsWith({ scopes: ["openid", "everything"] })).toEqual(["scopes"]);
    expect(flawsWith({ scopes: [] })).toEqual(["scopes"]);
    expect(flawsWith({ name: "" })).toEqual(["name"]);
  });
});
