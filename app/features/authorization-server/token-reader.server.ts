import { hashToken } from "../../auth/secrets.server.ts";
import type { CredentialReader } from "../../guards/shown-credential.ts";

/** Takes an `Authorization: Bearer` (or `DPoP`) for a token of ours to an application by its looks: 43 random characters. Nothing after it sees more than its hash. */
export const issuedTokenReader: CredentialReader = ({ header, text }) =>
  header !== "x-api-key" && /^[\w-]{43}$/.test(text) ? { kind: "accessToken", secret: hashToken(text) } : null;
