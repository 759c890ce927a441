import { certificateBody } from "./certificate.ts";
import { escapeXml } from "./escape-xml.ts";
import type { ServiceProvider, SpKeys } from "./service-provider.ts";
import { SAML } from "./xml-element.ts";

const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
// What `decryptAssertion` takes, so that a provider chooses among these.
const ENCRYPTION = [
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
];
const NAME_FORMATS = [
  "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
  "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
  "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
];

/**
 * Our metadata for one identity provider, as XML (`application/samlmetadata+xml`; SAML Metadata 2.4.4): requests are signed, assertions must
 * be, and may be encrypted; answers come by HTTP-POST to one address. No service for single logout stands in it, since there is none.
 */
export function ourMetadata({ entityId, acsUrl }: ServiceProvider, { certificate }: SpKeys): string {
  const keyInfo = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificateBody(certificate)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const methods = ENCRYPTION.map((algorithm) => `<md:EncryptionMethod Algorithm="${algorithm}"/>`).join("");
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<md:EntityDescriptor xmlns:md="${SAML.metadata}" xmlns:ds="${SAML.signature}" entityID="${escapeXml(entityId)}">`,
    `<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${SAML.protocol}">`,
    `<md:KeyDescriptor use="signing">${keyInfo}</md:KeyDescriptor>`,
    `<md:KeyDescriptor use="encryption">${keyInfo}${methods}</md:KeyDescriptor>`,
    ...NAME_FORMATS.map((format) => `<md:NameIDFormat>${format}</md:NameIDFormat>`),
    `<md:AssertionConsumerService Binding="${POST}" Location="${escapeXml(acsUrl)}" index="0" isDefault="true"/>`,
    `</md:SPSSODescriptor>`,
    `</md:EntityDescriptor>`,
    "",
  ].join("\n");
}
