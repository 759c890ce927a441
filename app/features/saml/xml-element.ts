/** An element as it was read: names by namespace, never by prefix. `text` is its own, without that of its children. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
};
export type XmlAttribute = { readonly name: string; readonly namespace: string; readonly value: string };

/** The namespaces that a response may speak in, and that of metadata. */
export const SAML = {
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
  encryption: "http://www.w3.org/2001/04/xmlenc#",
} as const;
export type Speech = keyof typeof SAML;

/** True for an element of this name in this namespace. */
export const isElement = (element: XmlElement, speech: Speech, name: string): boolean =>
  element.name === name && element.namespace === SAML[speech];

/** The children of this name in this namespace, in their order. */
export const childrenOf = (parent: XmlElement, speech: Speech, name: string): XmlElement[] =>
  parent.children.filter((child) => isElement(child, speech, name));

/** The one child of this name, or null when there is none or more than one. */
export function onlyChild(parent: XmlElement, speech: Speech, name: string): XmlElement | null {
  const [only, second] = childrenOf(parent, speech, name);
  return only && !second ? only : null;
}

/** The value of an attribute without a namespace, or null. */
export const attributeOf = (element: XmlElement, name: string): string | null =>
  element.attributes.find((one) => one.name === name && one.namespace === "")?.value ?? null;

// Only where spaces begin: looked for from each of them, those in the middle would take the square of their number.
const AROUND = /^[\t\n\r ]+|(?<![\t\n\r ])[\t\n\r ]+$/g;

/** The text of an element without the spaces around it, as XML knows spaces. */
export const textOf = (element: XmlElement): string => element.text.replace(AROUND, "");

/** An element and everything inside of it. */
export const withDescendants = (element: XmlElement): XmlElement[] => [
  element,
  ...element.children.flatMap(withDescendants),
];
