import { describe, expect, it } from "vitest";

import { expectedOf, present } from "#tests/support/saml/responses.ts";
import { assertionFrom } from "./assertion-from.ts";
import { mappingFor, namesFrom } from "./attribute-names.ts";

const MICROSOFT = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

/** What the app takes of somebody of whom a provider says this, with these names written in the settings. */
function taken(attributes: Record<string, string[]>, written: Parameters<typeof namesFrom>[0] = {}, nameId = "ada") {
  const { provider } = expectedOf([]);
  const said = new Map(Object.entries(attributes));
  const outcome = assertionFrom(
    {
      id: "_1",
      issuer: provider.entityId,
      nameId: { value: nameId, format: UNSPECIFIED, nameQualifier: null, spNameQualifier: null },
      sessionIndex: null,
      authnInstant: present,
      expiresAt: present,
      attributes: said,
    },
    { ...provider, mapping: mappingFor(namesFrom(written), said) },
    false,
  );
  if (!outcome.ok) return outcome.reason;
  const { subject, email, firstName, lastName, username, groups } = outcome.assertion;
  return { subject, email, firstName, lastName, username, groups };
}

const ada = {
  subject: "ada",
  email: "ada@example.com",
  firstName: "Ada",
  lastName: "Lovelace",
  username: "ada.l",
  groups: ["staff", "eng"],
};
const values = [["ada@example.com"], ["Ada"], ["Lovelace"], ["ada.l"], ["staff", "eng"]];
const called = (names: string[]) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? []]));

describe("SA-05 who somebody is, out of attributes", () => {
  it.each([
    ["friendly names", ["email", "firstName", "lastName", "username", "groups"]],
    ["names of X.500", ["mail", "givenName", "sn", "uid", "memberOf"]],
    [
      "OIDs",
      [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "urn:oid:2.5.4.42",
        "urn:oid:2.5.4.4",
        "urn:oid:0.9.2342.19200300.100.1.1",
        "urn:oid:1.3.6.1.4.1.5923.1.5.1.1",
      ],
    ],
    [
      "claims of Microsoft's",
      [
        `${MICROSOFT}/emailaddress`,
        `${MICROSOFT}/givenname`,
        `${MICROSOFT}/surname`,
        "username",
        "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
      ],
    ],
  ])("is known by %s without a setting", (_, names) => {
    expect(taken(called(names))).toEqual(ada);
  });

  it("is read by the names that the settings give, and by no usual one beside them", () => {
    const written = {
      id: "employee",
      email: "e",
      firstName: "f",
      lastName: "l",
      username: "u",
      groups: "urn:corp:groups",
    };
    const said = { ...called(["e", "f", "l", "u", "urn:corp:groups"]), employee: ["7"] };
    const usual = { email: ["root@example.com"], username: ["root"], groups: ["admins"] };
    expect(taken({ ...said, ...usual }, written)).toEqual({ ...ada, subject: "7" });
    expect(taken({ ...usual, employee: ["7"] }, written)).toMatchObject({ email: null, username: null, groups: [] });
    expect(taken(usual, written)).toBe("no-id");
  });

  it("of several usual names the plain one counts, and names count to the letter", () => {
    expect(taken({ mail: ["other@example.com"], email: ["ada@example.com"] })).toMatchObject({
      email: "ada@example.com",
    });
    expect(taken({ EMAIL: ["ada@example.com"], Groups: ["staff"] })).toMatchObject({ email: null, groups: [] });
  });

  it("is the name identifier where nothing says the address, and empty where nothing says the rest", () => {
    const nothing = { firstName: "", lastName: "", username: null, groups: [] };
    const byName = taken({}, {}, "ada@example.com");
    expect(byName).toEqual({ ...nothing, subject: "ada@example.com", email: "ada@example.com" });
    expect(taken({ email: [] }, {}, "ada@example.com")).toMatchObject({ email: "ada@example.com" });
  });
});
