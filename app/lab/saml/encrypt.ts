import { constants, createCipheriv, publicEncrypt, randomBytes } from "node:crypto";

import { element, keyInfo, namespaces, textElement } from "./xml.ts";

/** How an assertion is encrypted, and for whom (a certificate, PEM). */
export type Encrypting = { readonly certificate: string; readonly cipher: Cipher; readonly padding: Padding };
type Cipher = "aes256-gcm" | "aes256-cbc";
type Padding = "oaep" | "pkcs1";

const ciphers = {
  "aes256-gcm": "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "aes256-cbc": "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
} as const;
const paddings = {
  oaep: { address: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", padding: constants.RSA_PKCS1_OAEP_PADDING },
  pkcs1: { address: "http://www.w3.org/2001/04/xmlenc#rsa-1_5", padding: constants.RSA_PKCS1_PADDING },
} as const;

/** An assertion that only the holder of a key can read (XML Encryption 1.1): a key of its own, and that key for the certificate. */
export function encryptXml(assertion: string, { certificate, cipher, padding }: Encrypting): string {
  const key = randomBytes(32);
  const transport = paddings[padding];
  const wrapped = publicEncrypt({ key: certificate, padding: transport.padding, oaepHash: "sha1" }, key);
  return element(
    "saml:EncryptedAssertion",
    { "xmlns:saml": namespaces.assertion },
    element(
      "xenc:EncryptedData",
      { "xmlns:xenc": namespaces.encryption, Type: "http://www.w3.org/2001/04/xmlenc#Element" },
      element("xenc:EncryptionMethod", { Algorithm: ciphers[cipher] }),
      element(
        "ds:KeyInfo",
        { "xmlns:ds": namespaces.signature },
        element(
          "xenc:EncryptedKey",
          {},
          element("xenc:EncryptionMethod", { Algorithm: transport.address }, padding === "oaep" ? digestMethod : null),
          keyInfo(certificate),
          cipherData(wrapped),
        ),
      ),
      cipherData(encrypted(assertion, key, cipher)),
    ),
  );
}

const digestMethod = element("ds:DigestMethod", { Algorithm: "http://www.w3.org/2000/09/xmldsig#sha1" });

const cipherData = (data: Buffer) =>
  element("xenc:CipherData", {}, textElement("xenc:CipherValue", data.toString("base64")));

function encrypted(text: string, key: Buffer, cipher: Cipher): Buffer {
  if (cipher === "aes256-cbc") {
    const iv = randomBytes(16);
    const cbc = createCipheriv("aes-256-cbc", key, iv);
    return Buffer.concat([iv, cbc.update(text), cbc.final()]);
  }
  const iv = randomBytes(12);
  const gcm = createCipheriv("aes-256-gcm", key, iv);
  return Buffer.concat([iv, gcm.update(text), gcm.final(), gcm.getAuthTag()]);
}
