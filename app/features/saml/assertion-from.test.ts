import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { expectedOf, present } from "#tests/support/saml/responses.ts";
import { assertionFrom } from "./assertion-from.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { NameId, VerifiedAssertion } from "./verified-assertion.ts";

const PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

beforeEach(() => void vi.useFakeTimers({ now: present, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const { provider: plain } = expectedOf([]);
const mapping = {
  id: null,
  email: "mail",
  firstName: "givenName",
  lastName: "sn",
  username: "uid",
  groups: "memberOf",
};
const provider: IdentityProvider = { ...plain, mapping };
const said = (attributes: Record<string, string[]>, nameId: Partial<NameId> = {}): VerifiedAssertion => ({
  id: "_1",
  issuer: provider.entityId,
  nameId: { value: "7f3a", format: PERSISTENT, nameQualifier: null, spNameQualifier: null, ...nameId },
  sessionIndex: null,
  authnInstant: present,
  expiresAt: present,
  attributes: new Map(Object.entries(attributes)),
});
const from = (assertion: VerifiedAssertion, by = provider, isFresh = false) => {
  const outcome = assertionFrom(assertion, by, isFresh);
  return outcome.ok ? outcome.assertion : outcome.reason;
};

describe("what a provider says of somebody", () => {
  it("SA-05 is read by the map, and what is not there is empty", () => {
    const attributes = {
      mail: ["ada@example.com"],
      givenName: ["Ada"],
      uid: ["ada"],
      memberOf: ["staff", "eng", "staff"],
    };
    expect(from(said(attributes))).toMatchObject({
      authority: provider.entityId,
      subject: "7f3a",
      email: "ada@example.com",
      emailVerified: true,
      username: "ada",
      firstName: "Ada",
      lastName: "",
      groups: ["staff", "eng"],
      profile: { uid: "ada", memberOf: ["staff", "eng", "staff"] },
    });
  });

  it("SA-05 an identifier that is an address counts as theirs, unless it is an opaque one", () => {
    const byAddress = { value: "ada@example.com", format: UNSPECIFIED };
    expect(from(said({}, byAddress))).toMatchObject({ email: "ada@example.com" });
    expect(from(said({ mail: ["a@example.com"] }, byAddress))).toMatchObject({ email: "a@example.com" });
    expect(from(said({}, { ...byAddress, format: PERSISTENT }))).toMatchObject({ email: null, emailVerified: false });
    expect(from(said({}, { value: "ada", format: UNSPECIFIED }))).toMatchObject({ email: null, emailVerified: false });
  });

  it("of several addresses the one counts that the connection is trusted about", () => {
    const trusted = { ...provider, trustedDomains: ["corp.example.com"] };
    expect(from(said({ mail: ["a@example.com", "a@corp.example.com"] }), trusted)).toMatchObject({
      email: "a@corp.example.com",
    });
  });

  it("a name that is another each time keys no account", () => {
    const passing = { format: TRANSIENT };
    expect(from(said({}, passing))).toBe("transient-name");
    const byId = { ...provider, mapping: { ...mapping, id: "uid" } };
    expect(from(said({ uid: ["u1"] }, passing), byId)).toMatchObject({ subject: "u1" });
    for (const uid of [[], [""], ["u1", "u2"], ["u\u0000"]]) expect(from(said({ uid }), byId)).toBe("no-id");
  });

  it("somebody has shown themselves anew only when asked to, and just now", () => {
    const earlier = { ...said({}), authnInstant: new Date(present.getTime() - 6 * 60_000) };
    expect(from(said({}), provider, true)).toMatchObject({ signedInAnew: true });
    expect(from(said({}), provider, false)).toMatchObject({ signedInAnew: false });
    expect(from(earlier, provider, true)).toBe("not-anew");
    expect(from(earlier, provider, false)).toMatchObject({ signedInAnew: false });
  });
});
