import { hashToken } from "../../auth/secrets.server.ts";
import type { CredentialReader } from "../../guards/shown-credential.ts";
import { verifySignatureOnly } from "./key-text.server.ts";

/**
 * Recognises keys for the gate: whatever stands in `X-API-Key`, and of what is shown as a bearer all that begins like one (AK-08). Nothing after it
 * gets to see the key, only its hash (AK-12, Z-14).
 */
export const apiKeyReader: CredentialReader = ({ header, text }) => {
  if (header !== "x-api-key" && !text.startsWith("gh_")) return null;
  return { kind: "apiKey", secret: verifySignatureOnly(text) ? hashToken(text) : null };
};
