import { hashToken } from "../../auth/secrets.server.ts";
import type { CredentialReader } from "../../guards/shown-credential.ts";
import { verifySignatureOnly } from "./key-text.server.ts";

/**
 * Recognises keys for the gate by how they begin, in `X-API-Key` and as a bearer's (AK-08). Nothing after it gets to see the key, only its hash
 * (AK-12, Z-14). Another text in `X-API-Key` may be some other program's (`static-keys.server.ts`).
 */
export const apiKeyReader: CredentialReader = ({ header, text }) => {
  if (header === "dpop" || !text.startsWith("gh_")) return null;
  return { kind: "apiKey", secret: verifySignatureOnly(text) ? hashToken(text) : null };
};
