import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { readFeatureSettings } from "../environment.ts";
import { readSamlSettings } from "./environment.ts";

const folder = mkdtempSync(join(tmpdir(), "saml-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const metadata = file("metadata.xml", "<metadata/>");
const [key, certificate] = [file("key.pem", "a key"), file("certificate.pem", "a certificate")];

const plain = { SAML_OUR_CORP_METADATA: "https://idp.example.com/metadata" };
const read = (more: Record<string, string | undefined> = {}) => readSamlSettings({ ...plain, ...more });
const problemsOf = (more: Record<string, string | undefined>) => read(more).problems;

describe("a SAML connection of the environment", () => {
  it("SA-10 has a name, an address and sound defaults: nothing is switched on, and nobody is trusted", () => {
    expect(read()).toEqual({
      settings: {
        connections: [
          {
            name: "saml-our-corp",
            kind: "saml",
            slug: "our-corp",
            label: "Our Corp",
            trustedDomains: [],
            groupMap: {},
            createsUsers: true,
            allowsUnsolicited: false,
            allowsResponseOnlySignature: false,
            names: expect.objectContaining({ id: null }),
            reach: "own-networks",
            source: { is: "address", url: "https://idp.example.com/metadata" },
            entityId: null,
            id: null,
          },
        ],
        keyFiles: null,
      },
      problems: [],
    });
  });

  it("is one of as many as there is metadata for, each with what stands behind its own name", () => {
    const { settings, problems } = read({
      SAML_OUR_CORP_IDP_INITIATED: "true",
      SAML_OUR_METADATA: metadata,
      SAML_OUR_LABEL: "Ours",
      SAML_OUR_RESPONSE_ONLY_SIGNATURE: "true",
      SAML_OUR_CREATE_USERS: "false",
      SAML_OUR_TRUSTED_DOMAINS: "Example.com, example.org",
      SAML_OUR_GROUP_MAP: "staff=editor,staff=viewer",
      SAML_NOBODY_LABEL: "Without metadata it is none",
    });
    expect(problems).toEqual([]);
    expect(settings.connections).toMatchObject([
      { slug: "our-corp", label: "Our Corp", allowsUnsolicited: true, allowsResponseOnlySignature: false },
      {
        slug: "our",
        label: "Ours",
        allowsUnsolicited: false,
        allowsResponseOnlySignature: true,
        createsUsers: false,
        trustedDomains: ["example.com", "example.org"],
        groupMap: { staff: ["editor", "viewer"] },
        source: { is: "text", xml: "<metadata/>" },
      },
    ]);
  });

  it("SA-05 reads the attributes that it names, and the usual ones for what it does not", () => {
    const { settings } = read({
      SAML_OUR_CORP_ID_ATTRIBUTE: "employeeNumber",
      SAML_OUR_CORP_EMAIL_ATTRIBUTE: "https://idp.example.com/claims/mailbox",
    });
    expect(settings.connections[0]?.names).toMatchObject({
      id: "employeeNumber",
      email: ["https://idp.example.com/claims/mailbox"],
      groups: expect.arrayContaining(["groups", "memberOf"]),
    });
  });

  it("is the same with blank settings as without them, and none with blank metadata", () => {
    const settings = ["LABEL", "TRUSTED_DOMAINS", "GROUP_MAP", "CREATE_USERS", "IDP_INITIATED", "ID_ATTRIBUTE"];
    for (const blank of ["", "  "]) {
      expect(read(Object.fromEntries(settings.map((name) => [`SAML_OUR_CORP_${name}`, blank])))).toEqual(read());
      expect(read({ SAML_OUR_CORP_METADATA: blank })).toEqual(readSamlSettings({}));
      expect(read({ SAML_SP_KEY_FILE: blank, SAML_SP_CERT_FILE: blank })).toEqual(read());
    }
  });

  it.each([
    ["METADATA", "http://idp.example.com/metadata", "must name a file that can be read, or an https address"],
    ["METADATA", "https://me:secret@idp.example.com/metadata", "must name a file that can be read"],
    ["METADATA", "/nowhere/metadata.xml", "must name a file that can be read"],
    ["METADATA", "<EntityDescriptor/>", "must name a file that can be read"],
    ["LABEL", "Two\nlines", "must be one line"],
    ["TRUSTED_DOMAINS", "*", "must be domains such as example.com"],
    ["GROUP_MAP", "editors", "must look like their-group=role"],
    ["CREATE_USERS", "yes", "must be true or false"],
    ["IDP_INITIATED", "1", "must be true or false"],
    ["RESPONSE_ONLY_SIGNATURE", "TRUE", "must be true or false"],
    ["ID_ATTRIBUTE", "employee number", "must be the name of an attribute, without spaces"],
    ["EMAIL_ATTRIBUTE", "e-mail address", "must be the name of an attribute"],
    ["GROUPS_ATTRIBUTE", "x".repeat(301), "must be the name of an attribute"],
  ])("stops the start with the %s %j, which it names", (name, value, sentence) => {
    const { settings, problems } = read({ [`SAML_OUR_CORP_${name}`]: value });
    expect(problems).toEqual([expect.stringContaining(`SAML_OUR_CORP_${name}: ${sentence}`)]);
    expect(settings.connections).toEqual([]);
  });

  it("goes to an address in the clear on this machine alone", () => {
    expect(problemsOf({ SAML_OUR_CORP_METADATA: "http://127.0.0.1:3001/metadata" })).toEqual([]);
  });

  it.each(["ÜBER", "a/b", "X".repeat(40)])("stops the start where %j is to stand in an address", (name) => {
    expect(problemsOf({ [`SAML_${name}_METADATA`]: metadata })).toEqual([
      expect.stringContaining("cannot stand in an address, or is too long"),
    ]);
  });

  it("stops the start where two have one name", () => {
    const twice = { ...plain, SAML_our_corp_METADATA: metadata };
    expect(readFeatureSettings(twice).problems).toEqual(["the name saml-our-corp is that of two connections"]);
  });
});

describe("the files of our key and certificate", () => {
  it("are read where both are named", () => {
    const { settings, problems } = read({ SAML_SP_KEY_FILE: key, SAML_SP_CERT_FILE: certificate });
    expect(settings.keyFiles).toEqual({ key: "a key", certificate: "a certificate" });
    expect(problems).toEqual([]);
  });

  it.each([
    ["SAML_SP_CERT_FILE", { SAML_SP_KEY_FILE: key }],
    ["SAML_SP_KEY_FILE", { SAML_SP_CERT_FILE: certificate }],
    ["SAML_SP_KEY_FILE", { SAML_SP_KEY_FILE: "/nowhere/key.pem", SAML_SP_CERT_FILE: certificate }],
    ["SAML_SP_CERT_FILE", { SAML_SP_KEY_FILE: key, SAML_SP_CERT_FILE: folder }],
  ])("stop the start without a %s that can be read", (name, more) => {
    expect(problemsOf(more)).toEqual([`${name}: must name a file that can be read`]);
    expect(read(more).settings.keyFiles).toBeNull();
  });
});
