import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { newKeys } from "#tests/support/saml/responses.ts";
import { certificateBody } from "./certificate.ts";
import { readMetadata } from "./idp-metadata.server.ts";

const good = readFileSync(new URL("../../../tests/attacks/data/saml/idp-metadata.xml", import.meta.url), "utf8");
const flawIn = async (xml: string) => {
  const read = await readMetadata(xml);
  return read.ok ? null : read.flaw;
};
const key = /<md:KeyDescriptor.*<\/md:KeyDescriptor>/;

describe("the metadata of an identity provider", () => {
  it("SA-10 gives who it is, where to go, and who signs until when", async () => {
    const read = await readMetadata(`\ufeff<?xml version="1.0"?>\n<!-- ours -->${good}`);
    expect(read).toMatchObject({
      ok: true,
      metadata: {
        entityId: "https://idp.example.test/metadata",
        signInUrl: "https://idp.example.test/sso",
        certificates: [{ notAfter: new Date("2023-12-08T00:00:00Z") }],
        wantsSignedRequests: false,
        validUntil: null,
      },
    });
  });

  it("SA34 gives both certificates during a rollover, each once, and takes a key without a use for one that signs", async () => {
    const [descriptor = ""] = key.exec(good) ?? [];
    const { certificate } = await newKeys();
    const another = descriptor.replace(/(<ds:X509Certificate>)[^<]*/, `$1${certificateBody(certificate)}`);
    const read = await readMetadata(good.replace(key, descriptor + another.replace(' use="signing"', "") + descriptor));
    expect(read.ok && read.metadata.certificates.map(({ pem }) => pem)).toEqual([expect.any(String), certificate]);
  });

  it.each([
    ["a web page", "<html/>", "not-one-entity"],
    ["nothing", "", "not-xml"],
    ["a DOCTYPE", `<!DOCTYPE a>${good}`, "not-xml"],
    ["a DOCTYPE put together by a comment", `<!<!-- -->DOCTYPE a>${good}`, "not-xml"],
    [
      "the metadata of many",
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${good}</md:EntitiesDescriptor>`,
      "not-one-entity",
    ],
    ["no entity id", good.replace(/ entityID="[^"]*"/, ""), "not-one-entity"],
    ["a service provider's", good.replaceAll("IDPSSODescriptor", "SPSSODescriptor"), "no-identity-provider"],
    [
      "SAML 1.1",
      good.replace(
        /protocolSupportEnumeration="[^"]*"/,
        'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"',
      ),
      "no-identity-provider",
    ],
    ["no certificate", good.replace(key, ""), "no-certificate"],
    ["a certificate to encrypt with alone", good.replace('use="signing"', 'use="encryption"'), "no-certificate"],
    ["half a certificate", good.replace(/(<ds:X509Certificate>.{40})[^<]*/, "$1"), "bad-certificate"],
    ["no redirect", good.replaceAll("bindings:HTTP-Redirect", "bindings:SOAP"), "no-redirect-address"],
    ["a script for an address", good.replaceAll("https://idp.example.test/sso", "javascript:alert(1)"), "bad-address"],
    [
      "an address without TLS",
      good.replaceAll("https://idp.example.test/sso", "http://idp.example.test/sso"),
      "bad-address",
    ],
    [
      "a date that has passed",
      good.replace("<md:EntityDescriptor ", '<md:EntityDescriptor validUntil="2020-01-01T00:00:00Z" '),
      "expired",
    ],
    [
      "a date that is none",
      good.replace("<md:EntityDescriptor ", '<md:EntityDescriptor validUntil="soon" '),
      "expired",
    ],
    ["300 kB", good.replace("</md:EntityDescriptor>", `${" ".repeat(300 * 1024)}</md:EntityDescriptor>`), "too-large"],
  ])("is refused: %s", async (_name, xml, flaw) => {
    expect(await flawIn(xml)).toBe(flaw);
  });

  it("SA25 is read in one pass, though it begins comments and ends none", async () => {
    const began = performance.now();
    expect(await flawIn("<!--".repeat(64 * 1024))).toBe("not-xml");
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
