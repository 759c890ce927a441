import { constants, createDecipheriv, privateDecrypt } from "node:crypto";

import { attributeOf, childrenOf, onlyChild, textOf, withDescendants, type XmlElement } from "./xml-element.ts";

const OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
const SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1";
// Authenticated ones alone: of the others it can be learnt, try by try, what is inside.
const CIPHERS = new Map([
  ["http://www.w3.org/2009/xmlenc11#aes128-gcm", { name: "aes-128-gcm", keyBytes: 16 }],
  ["http://www.w3.org/2009/xmlenc11#aes256-gcm", { name: "aes-256-gcm", keyBytes: 32 }],
] as const);
const NONCE = 12; // bytes, XML Encryption 1.1, 5.2.4
const TAG = 16;

/**
 * What is in an encrypted assertion, as text; null for every reason not to take it, so that nobody can tell one from another (SA27): RSA-OAEP
 * with SHA-1 and AES-GCM only, one key, one of ours. That it could be read says nothing about who wrote it: the key is public.
 */
export function decryptAssertion(encrypted: XmlElement, privateKeys: readonly string[]): string | null {
  const data = onlyChild(encrypted, "encryption", "EncryptedData");
  const [wrapped, second] = withDescendants(encrypted).filter(({ name }) => name === "EncryptedKey");
  if (!data || !wrapped || second) return null;
  const cipher = CIPHERS.get((methodOf(data) ?? "") as never);
  if (!cipher || methodOf(wrapped) !== OAEP || !hashesWithSha1(wrapped)) return null;
  for (const privateKey of privateKeys) {
    const text = decrypted(cipher, bytesIn(wrapped), bytesIn(data), privateKey);
    if (text !== null) return text;
  }
  return null;
}

function decrypted(
  cipher: { name: "aes-128-gcm" | "aes-256-gcm"; keyBytes: number },
  wrapped: Buffer,
  sealed: Buffer,
  privateKey: string,
): string | null {
  if (sealed.length < NONCE + TAG) return null;
  try {
    const key = privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
      wrapped,
    );
    if (key.length !== cipher.keyBytes) return null;
    const decipher = createDecipheriv(cipher.name, key, sealed.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(-TAG));
    const bytes = Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // another's key, a changed message, bytes that are no text
  }
}

const methodOf = (element: XmlElement): string | null => {
  const method = onlyChild(element, "encryption", "EncryptionMethod");
  return method && attributeOf(method, "Algorithm");
};

// Left out it is SHA-1 (XML Encryption 5.4.2), which does no harm here: nothing is signed with it.
function hashesWithSha1(wrapped: XmlElement): boolean {
  const method = onlyChild(wrapped, "encryption", "EncryptionMethod");
  const digests = method ? childrenOf(method, "signature", "DigestMethod") : [];
  return digests.every((digest) => attributeOf(digest, "Algorithm") === SHA1);
}

// Ciphers by reference would be fetched from elsewhere.
function bytesIn(element: XmlElement): Buffer {
  const data = onlyChild(element, "encryption", "CipherData");
  const value = data && onlyChild(data, "encryption", "CipherValue");
  return Buffer.from(value ? textOf(value) : "", "base64");
}
