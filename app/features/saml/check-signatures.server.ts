import { certificateBody, sameCertificate } from "./certificate.ts";
import { parseXml } from "./libxml.server.ts";
import { refused, type Refused } from "./refusal.ts";
import type { ResponseShape } from "./response-shape.ts";
import { signedPart } from "./samlify.server.ts";
import { flawInSignature, shownCertificate } from "./signature-shape.ts";
import { withoutResponseSignature } from "./splice.ts";
import { attributeOf, isElement, onlyChild, type XmlElement } from "./xml-element.ts";

export type SignedAssertion = { readonly ok: true; readonly assertion: XmlElement } | Refused;

/**
 * The assertion of a plain response, read anew out of what its signature covers; nothing else may be believed. Every signature that is there
 * must hold. One on the assertion itself is needed, unless the provider's setting says that the response's is enough (SA10).
 */
export async function signedAssertionIn(
  xml: string,
  shape: ResponseShape,
  certificates: readonly string[],
  allowsResponseOnly: boolean,
): Promise<SignedAssertion> {
  const { assertion, assertionSignature, responseSignature } = shape;
  if (!assertion) return refused("shape", "there is no assertion");
  if (!assertionSignature && !allowsResponseOnly) return refused("signature", "the assertion is not signed");
  const flaw = responseSignature && (await flawInResponseSignature(xml, shape, certificates));
  if (flaw) return flaw;
  const part = assertionSignature
    ? verified(responseSignature ? withoutResponseSignature(xml) : xml, assertionSignature, assertion, certificates)
    : verified(xml, responseSignature, shape.response, certificates);
  return typeof part === "string" ? readAnew(part, assertion) : part;
}

/** What is wrong with the signature on a response, plain or encrypted; null when it holds. */
export async function flawInResponseSignature(
  xml: string,
  { response, responseSignature, assertionSignature }: ResponseShape,
  certificates: readonly string[],
): Promise<Refused | null> {
  const part = verified(xml, responseSignature, response, certificates);
  if (typeof part !== "string") return part;
  if (!assertionSignature) return null;
  // What the assertion's own signature covers is without it. So a part that has it still is what the response's covers: that one holds.
  const read = await parseXml(part);
  return read.ok && onlyChild(read.root, "signature", "Signature") ? null : doesNotHold;
}

const doesNotHold = refused("signature", "a signature does not hold");

function verified(
  xml: string,
  signature: XmlElement | null,
  signed: XmlElement,
  certificates: readonly string[],
): string | Refused {
  if (!signature) return refused("signature", "nothing is signed");
  const flaw = flawInSignature(signature, signed, certificates);
  if (flaw) return flaw;
  const shown = shownCertificate(signature);
  const tried = shown ? certificates.filter((one) => sameCertificate(one, shown)) : certificates;
  for (const certificate of tried) {
    const part = signedPart(xml, certificateBody(certificate));
    if (part !== null) return part;
  }
  return doesNotHold;
}

async function readAnew(part: string, seen: XmlElement): Promise<SignedAssertion> {
  const read = await parseXml(part);
  if (!read.ok) return refused(read.reason, read.detail);
  const isTheSame =
    isElement(read.root, "assertion", "Assertion") && attributeOf(read.root, "ID") === attributeOf(seen, "ID");
  return isTheSame ? { ok: true, assertion: read.root } : refused("shape", "what is signed is not the assertion");
}
