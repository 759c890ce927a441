import { X509Certificate } from "node:crypto";

const SMALLEST_RSA = 2048; // bits

/** The base64 of a certificate, whether it came as PEM, broken into lines, or as it is. */
export const certificateBody = (certificate: string): string =>
  certificate.replace(/-----(BEGIN|END) CERTIFICATE-----/g, "").replace(/\s+/g, "");

/** A certificate as PEM. */
export const certificatePem = (certificate: string): string =>
  `-----BEGIN CERTIFICATE-----\n${(certificateBody(certificate).match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;

/** True when both are the same certificate, however they are written. */
export const sameCertificate = (one: string, other: string): boolean => certificateBody(one) === certificateBody(other);

/**
 * Reads a certificate whose key may sign: RSA of at least 2048 bits, which is what signatures of SAML are verified with here. Null for
 * everything else. Whether its dates have passed does not matter: it is a key that was handed over, not one that somebody vouches for.
 */
export function readCertificate(certificate: string): { pem: string; notAfter: Date } | null {
  const pem = certificatePem(certificate);
  try {
    const { publicKey, validTo } = new X509Certificate(pem);
    const isUsable =
      publicKey.asymmetricKeyType === "rsa" && (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_RSA;
    return isUsable ? { pem, notAfter: new Date(validTo) } : null;
  } catch {
    return null;
  }
}
