import { createRequire } from "node:module";

type Samlify = typeof import("samlify");
let samlify: Samlify | null = null;

/**
 * The assertion that a signature of this message covers, as it was signed; null when no signature holds under this certificate. Where the
 * response and the assertion are both signed, that of the response comes first, and that of the assertion is taken where it fails. Only
 * for messages of the shape that `response-shape` and `signature-shape` have seen: samlify knows elements by their local names alone.
 */
export function signedPart(message: string, certificate: string): string | null {
  const { SamlLib } = loaded();
  try {
    const [isValid, part] = SamlLib.verifySignature(message, { metadata: onlyKey(certificate) });
    return isValid ? part : null;
  } catch {
    return null; // a value that is no base64, a digest of another length: there is no better word for it than that it does not hold
  }
}

// By the first message: it brings two readers of XML and an RSA of its own along. Required, since Node.js does not find all of its names
// when it is imported.
function loaded(): Samlify {
  if (samlify) return samlify;
  samlify = createRequire(import.meta.url)("samlify") as Samlify;
  // It reads whole messages only with a validator. Nothing here lets it: should anything begin to, it must not go unseen.
  samlify.setSchemaValidator({ validate: () => Promise.reject(new Error("messages are read by verifyResponse")) });
  return samlify;
}

/** All that samlify asks a provider's metadata for when it verifies. */
const onlyKey = (certificate: string) => ({ getX509Certificate: () => [certificate] }) as unknown as SignerMetadata;
type SignerMetadata = Parameters<Samlify["SamlLib"]["verifySignature"]>[1]["metadata"];
