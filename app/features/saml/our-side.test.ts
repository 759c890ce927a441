import { createVerify, generateKeyPairSync } from "node:crypto";
import { inflateRawSync } from "node:zlib";

import {
  XmlBufferInputProvider,
  XmlDocument,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
  XsdValidator,
} from "libxml2-wasm";
import { beforeAll, describe, expect, it } from "vitest";

import { signInAddressAt } from "./authn-request.server.ts";
import { parseMessage } from "./libxml.server.ts";
import { assertion } from "./schemas/assertion.xsd.ts";
import { encryption } from "./schemas/encryption.xsd.ts";
import { metadata } from "./schemas/metadata.xsd.ts";
import { signature } from "./schemas/signature.xsd.ts";
import { serviceProviderAt, type SpKeys } from "./service-provider.ts";
import { developmentKeys, readKeyFiles } from "./sp-keys.server.ts";
import { ourMetadata } from "./sp-metadata.server.ts";
import { attributeOf, onlyChild, textOf } from "./xml-element.ts";

const us = serviceProviderAt("https://app.example.test", "corp");
const provider = { signInUrl: "https://idp.example.test/sso?tenant=a&b=c" };
const question = { requestId: "_question", relayState: "a b+c/d=e", isFresh: false };
let keys: SpKeys;

beforeAll(async () => {
  keys = (await developmentKeys())!;
});

/** The request that an address carries, and whether it was signed as it stands there (SAML Bindings 3.4.4.1). */
function requestAt(url: URL): { xml: string; isSigned: boolean } {
  const parts = url.search.slice(1).split("&");
  const signed = ["SAMLRequest", "RelayState", "SigAlg"].map((name) =>
    parts.filter((part) => part.startsWith(`${name}=`)).join("&"),
  );
  const proof = Buffer.from(url.searchParams.get("Signature") ?? "", "base64");
  return {
    xml: inflateRawSync(Buffer.from(url.searchParams.get("SAMLRequest") ?? "", "base64")).toString(),
    isSigned: createVerify("sha256").update(signed.join("&")).verify(keys.certificate, proof),
  };
}

describe("a request", () => {
  it("SA-01 goes by redirect, signed, to the provider's own address and whatever that asks for", () => {
    const url = signInAddressAt(provider, us, keys, question);
    expect(url.href).toMatch(/^https:\/\/idp\.example\.test\/sso\?tenant=a&b=c&SAMLRequest=/);
    expect(url.searchParams.get("RelayState")).toBe(question.relayState);
    expect(requestAt(url).isSigned).toBe(true);
    expect(requestAt(new URL(url.href.replace("RelayState=a", "RelayState=b"))).isSigned).toBe(false);
  });

  it("is one that the schemas allow, and says who asks, what, and where to answer", async () => {
    const read = await parseMessage(requestAt(signInAddressAt(provider, us, keys, question)).xml);
    if (!read.ok) throw new Error(read.detail);
    const issuer = onlyChild(read.root, "assertion", "Issuer");
    expect(issuer && textOf(issuer)).toBe(us.entityId);
    expect(attributeOf(read.root, "ID")).toBe("_question");
    expect(attributeOf(read.root, "Destination")).toBe(provider.signInUrl);
    expect(attributeOf(read.root, "AssertionConsumerServiceURL")).toBe(us.acsUrl);
    expect(attributeOf(read.root, "ForceAuthn")).toBeNull();
  });

  it("asks for the person anew where that is wanted", () => {
    expect(requestAt(signInAddressAt(provider, us, keys, { ...question, isFresh: true })).xml).toContain(
      'ForceAuthn="true"',
    );
  });
});

describe("our metadata", () => {
  // Of the namespace `xml` its schema needs one attribute.
  const xml = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace"><xs:attribute name="lang" type="xs:language"/></xs:schema>`;
  const imported = {
    "saml-schema-assertion-2.0.xsd": assertion,
    "xmldsig-core-schema.xsd": signature,
    "xenc-schema.xsd": encryption,
    "xml.xsd": xml,
  };

  it("is what the schema of OASIS allows, in its order", () => {
    const buffers = Object.entries(imported).map(([name, text]) => [name, Buffer.from(text)] as const);
    xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(buffers)));
    const schema = XsdValidator.fromDoc(XmlDocument.fromString(metadata));
    const written = ourMetadata({ ...us, acsUrl: `${us.acsUrl}?a="b"&c=<d>` }, keys);
    expect(() => schema.validate(XmlDocument.fromString(written))).not.toThrow();
    const outOfOrder = written.replace(/(<md:NameIDFormat>[^]*)(<md:AssertionConsumerService [^>]*>)/, "$2$1");
    expect(() => schema.validate(XmlDocument.fromString(outOfOrder))).toThrow(/not expected/);
    xmlCleanupInputProvider();
  });

  it("SA-02 asks for signed assertions at one address, by post, and offers no single logout", () => {
    const written = ourMetadata(us, keys);
    expect(written).toContain(`entityID="https://app.example.test/auth/saml/corp/metadata"`);
    expect(written).toContain('WantAssertionsSigned="true"');
    expect(written.match(/Location="[^"]*"/g)).toEqual([`Location="https://app.example.test/auth/saml/corp/callback"`]);
    expect(written).not.toMatch(/SingleLogout|PRIVATE/);
  });
});

describe("our keys", () => {
  const files = () => ({ key: keys.privateKey, certificate: keys.certificate });

  it("are taken out of two files that belong together", () => {
    expect(readKeyFiles(files())).toEqual({ ok: true, keys });
  });

  it("are refused with a sentence that holds no key", async () => {
    const other = (await developmentKeys())!;
    const small = generateKeyPairSync("rsa", { modulusLength: 1024 })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString();
    for (const wrong of [
      { ...files(), key: other.privateKey },
      { ...files(), key: small },
      { ...files(), key: "" },
      { ...files(), key: keys.certificate },
      { ...files(), certificate: "" },
      { ...files(), certificate: keys.privateKey },
    ]) {
      const read = readKeyFiles(wrong);
      expect(read.ok ? "" : read.problem).toMatch(/^SAML_SP_(KEY|CERT)_FILE: must hold [^-]{20,110}$/);
    }
  });
});
