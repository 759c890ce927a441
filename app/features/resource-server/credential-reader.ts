import { isCompactJws } from "../../auth/compact-jws.ts";
import type { CredentialReader } from "../../guards/shown-credential.ts";

/** The longest token that is looked at, in characters: those of others say more than ours do (JW12). */
export const LONGEST_TOKEN = 8 * 1024;

/** Takes an `Authorization: Bearer` for an access token by its looks alone: who issued it is for the scheme to say (BE-03). */
export const externalTokenReader: CredentialReader = ({ header, text }) =>
  header === "authorization" && isCompactJws(text, LONGEST_TOKEN) ? { kind: "accessToken", secret: text } : null;
