import { oneLine } from "./one-line.ts";

/** Why a response is not believed. People see one sentence; the code goes into the answer (SA-03, Z-08) and with its detail into the log. */
export type SamlRefusal =
  | "encoding" // not base64 of UTF-8
  | "too-large" // more than any honest response needs (SA25)
  | "not-xml" // not well-formed, or with a DOCTYPE, comment, CDATA section or processing instruction (SA07, SA24)
  | "schema"
  | "shape" // valid, and still not one response with one assertion (SA01–SA04)
  | "algorithm" // SA13
  | "certificate" // signed under one that is not configured (SA12)
  | "signature" // missing where it is needed, or wrong (SA09–SA11)
  | "decryption" // whatever is wrong with an encrypted assertion (SA27): to tell more would help to decrypt it
  | "version"
  | "status" // the provider itself says that nobody was signed in (SA-04)
  | "issuer"
  | "destination"
  | "recipient"
  | "audience"
  | "request" // an answer to another question (SA17)
  | "unsolicited" // SA18
  | "time" // SA20
  | "subject"
  | "confirmation"
  | "conditions"
  | "statement"
  | "attributes";

/** `detail` says it exactly, for the log and for administrators. */
export type Refused = { readonly ok: false; readonly reason: SamlRefusal; readonly detail: string };

/** A refusal: the code, and the exact words for the log. They may quote what nobody has signed, so they are one line of it. */
export const refused = (reason: SamlRefusal, detail: string): Refused => ({
  ok: false,
  reason,
  detail: oneLine(detail),
});
