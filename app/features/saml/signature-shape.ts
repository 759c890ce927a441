import { sameCertificate } from "./certificate.ts";
import { refused, type Refused } from "./refusal.ts";
import { attributeOf, childrenOf, onlyChild, textOf, withDescendants, type XmlElement } from "./xml-element.ts";

const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE];
// SA13. The names are what is allowed: everything else, SHA-1 and keyed hashes among it, is refused without being tried.
const SIGNATURES = [
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
];
const DIGESTS = ["http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmlenc#sha512"];

/**
 * What makes a signature one that is not even tried, or null: it covers exactly the element that it stands in, by the one way and with the
 * algorithms that we know, and names no key but a certificate of `certificates` (SA11–SA13; XML Signature 4).
 */
export function flawInSignature(
  signature: XmlElement,
  signed: XmlElement,
  certificates: readonly string[],
): Refused | null {
  if (childrenOf(signature, "signature", "Object").length > 0) return refused("shape", "a signature holds an object");
  const info = onlyChild(signature, "signature", "SignedInfo");
  if (!info) return refused("shape", "a signature has not one SignedInfo");
  return flawInReference(info, signed) ?? flawInAlgorithms(info) ?? flawInKeyInfo(signature, certificates);
}

/** The certificate that a signature shows, base64; null when it shows none. */
export function shownCertificate(signature: XmlElement): string | null {
  const shown = withDescendants(signature).find(({ name }) => name === "X509Certificate");
  return shown ? textOf(shown) : null;
}

function flawInReference(info: XmlElement, signed: XmlElement): Refused | null {
  const reference = onlyChild(info, "signature", "Reference");
  if (!reference) return refused("shape", "a signature has not one reference");
  const id = attributeOf(signed, "ID") ?? "";
  if (id === "" || attributeOf(reference, "URI") !== `#${id}`)
    return refused("shape", "a signature covers something else than what it stands in");
  return null;
}

function flawInAlgorithms(info: XmlElement): Refused | null {
  const used = (parent: XmlElement, name: string) =>
    childrenOf(parent, "signature", name).map((one) => attributeOf(one, "Algorithm") ?? "");
  const [reference] = childrenOf(info, "signature", "Reference");
  if (!reference) return null;
  const transforms = childrenOf(reference, "signature", "Transforms").flatMap((one) => used(one, "Transform"));
  if (transforms.join(" ") !== TRANSFORMS.join(" "))
    return refused("algorithm", `it is signed after ${transforms.join(", ")}`);
  for (const [name, algorithms, allowed] of [
    ["CanonicalizationMethod", used(info, "CanonicalizationMethod"), [EXCLUSIVE]],
    ["SignatureMethod", used(info, "SignatureMethod"), SIGNATURES],
    ["DigestMethod", used(reference, "DigestMethod"), DIGESTS],
  ] as const)
    if (algorithms.length !== 1 || !allowed.some((one) => one === algorithms[0]))
      return refused("algorithm", `${name} is ${algorithms.join(", ")}`);
  return null;
}

// A certificate is a label, not evidence: it says which of the keys that we have to try. Any other key is no key.
function flawInKeyInfo(signature: XmlElement, certificates: readonly string[]): Refused | null {
  const infos = childrenOf(signature, "signature", "KeyInfo");
  if (infos.length > 1) return refused("certificate", "a signature names its key twice");
  const [info] = infos;
  if (!info) return null;
  if (info.children.some(({ name }) => name !== "X509Data" && name !== "KeyName"))
    return refused("certificate", "a signature brings a key along");
  const shown = withDescendants(info).filter(({ name }) => name === "X509Certificate");
  if (shown.length > 1) return refused("certificate", "a signature shows more than one certificate");
  return shown.every((one) => certificates.some((known) => sameCertificate(known, textOf(one))))
    ? null
    : refused("certificate", "it is signed under a certificate that is not configured");
}
