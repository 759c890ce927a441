import { refused, type Refused } from "./refusal.ts";

/** The longest SAMLResponse of a form that is looked at, in characters. Whoever reads the form needs a limit of its own. */
export const LONGEST_RESPONSE = 96 * 1024;

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The text of a SAMLResponse: plain base64, which may be broken into lines, of strict UTF-8 (SAML Bindings 3.5.4). */
export function responseText(samlResponse: string): { readonly ok: true; readonly xml: string } | Refused {
  if (samlResponse.length > LONGEST_RESPONSE) return refused("too-large", `${samlResponse.length} characters`);
  const base64 = samlResponse.replace(/[\t\n\r ]+/g, "");
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) return refused("encoding", "it is not base64");
  try {
    return {
      ok: true,
      xml: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, "base64")),
    };
  } catch {
    return refused("encoding", "it is not UTF-8");
  }
}
