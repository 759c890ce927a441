import type { CredentialReader } from "../../guards/shown-credential.ts";
import { isCompactJws } from "../../auth/compact-jws.ts";

/** Takes an `Authorization: Bearer` for an access token by its looks alone: its signature takes the scheme (BE-03). */
export const accessTokenReader: CredentialReader = ({ header, text }) =>
  header === "authorization" && isCompactJws(text) ? { kind: "accessToken", secret: text } : null;
