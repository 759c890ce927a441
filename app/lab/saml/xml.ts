/** What SAML calls its vocabularies. */
export const namespaces = {
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
  encryption: "http://www.w3.org/2001/04/xmlenc#",
} as const;

/** Text as it stands in XML, between tags and in attributes. */
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`).replaceAll("\r", "&#13;");

/** Something that stands between tags: what `element` or `text` made, or nothing. */
export type Xml = string | null;

/** An element, with a prefix in its name. An attribute that is null is left out. */
export function element(name: string, attributes: Readonly<Record<string, string | null>>, ...children: Xml[]): string {
  const said = Object.entries(attributes).map(([one, value]) => (value === null ? "" : ` ${one}="${escaped(value)}"`));
  return `<${name}${said.join("")}>${children.join("")}</${name}>`;
}

/** An element with text in it. */
export const textElement = (name: string, text: string, attributes: Readonly<Record<string, string | null>> = {}) =>
  element(name, attributes, escaped(text));

/** A certificate as a signature or metadata show it. */
export const keyInfo = (certificate: string): string =>
  element("ds:KeyInfo", { "xmlns:ds": namespaces.signature }, x509Data(certificate));

/** The same without the element around it. */
export const x509Data = (certificate: string): string =>
  element("ds:X509Data", {}, textElement("ds:X509Certificate", certificate.replace(/-----[^-]+-----|\s/g, "")));
