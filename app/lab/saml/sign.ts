import { SignedXml } from "xml-crypto";

import type { SigningKey } from "./keys.ts";
import { x509Data } from "./xml.ts";

/** How an element is signed. `shown` is the certificate that the signature carries along; with null none. */
export type Signing = {
  readonly key: SigningKey;
  readonly hash: "sha1" | "sha256" | "sha512";
  readonly shown: string | null;
};

/** As it should be. */
export const signingWith = (key: SigningKey): Signing => ({ key, hash: "sha256", shown: key.certificate });

const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

const algorithms = {
  sha1: ["http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1"],
  sha256: ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256"],
  sha512: ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512"],
} as const;

/** The document with a signature about the whole of it, behind its issuer. */
export function signXml(document: string, { key, hash, shown }: Signing): string {
  const [signatureAlgorithm, digestAlgorithm] = algorithms[hash];
  const signed = new SignedXml({
    privateKey: key.privateKey,
    signatureAlgorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
    getKeyInfoContent: () => shown && x509Data(shown),
  });
  signed.addReference({ xpath: "/*", transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm });
  signed.computeSignature(document, { prefix: "ds", location: { reference: "/*/*[1]", action: "after" } });
  return signed.getSignedXml();
}
