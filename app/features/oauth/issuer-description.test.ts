import { describe, expect, it } from "vitest";

import { findingsIn, flawOf, readDescription } from "./issuer-description.ts";

const issuer = "https://id.example.com";
const whole = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code", "id_token"],
};
const flawWith = (more: object) => {
  const description = readDescription({ ...whole, ...more });
  return description ? (flawOf(issuer, description)?.flaw ?? null) : "not-json";
};

describe("OL-05 what an OpenID provider says of itself", () => {
  it("is enough with three endpoints, the code flow and its own name", () => {
    expect(flawWith({})).toBeNull();
    expect(flawWith({ grant_types_supported: ["authorization_code"], code_challenge_methods_supported: ["S256"] })).toBeNull(); // prettier-ignore
  });

  it("OC12 must be about this issuer, to the letter", () => {
    for (const another of [`${issuer}/`, "https://ID.example.com", "http://id.example.com", null, [issuer]])
      expect(flawWith({ issuer: another })).toBe("another-issuer");
  });

  it("names endpoints that can be called safely", () => {
    for (const token_endpoint of [undefined, 7, "/token", "http://id.example.com/token", "javascript:alert(1)"])
      expect(flawWith({ token_endpoint })).toBe("endpoints");
    expect(flawWith({ userinfo_endpoint: "ftp://id.example.com" })).toBe("endpoints");
  });

  it("offers the code flow, and S256 where it says anything about it", () => {
    expect(flawWith({ response_types_supported: ["id_token"] })).toBe("no-code-flow");
    expect(flawWith({ response_types_supported: "code" })).toBe("no-code-flow");
    expect(flawWith({ grant_types_supported: ["implicit"] })).toBe("no-code-flow");
    expect(flawWith({ code_challenge_methods_supported: ["plain"] })).toBe("no-s256");
  });

  it("is an object", () => {
    for (const document of [null, "text", 7, []]) expect(readDescription(document)).toBeNull();
  });

  it("is shown with what it does not say as such", () => {
    const found = (more: object) => {
      const description = readDescription({ ...whole, ...more });
      return Object.fromEntries(
        (description ? findingsIn(description, 2) : []).map(({ what, value }) => [what, value]),
      );
    };
    expect(found({})).toMatchObject({ keys: 2, userInfo: null, s256: null, scopes: null, groups: null });
    expect(
      found({ claims_supported: ["groups"], scopes_supported: ["openid"], code_challenge_methods_supported: ["S256"] }),
    ).toMatchObject({ s256: true, scopes: ["openid"], groups: true, emailVerified: false });
  });
});
