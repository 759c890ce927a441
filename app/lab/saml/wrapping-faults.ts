import { faultList, type Parts } from "./fault.ts";

const signatureIn = (assertion: string): string => /<ds:Signature [^]*<\/ds:Signature>/.exec(assertion)?.[0] ?? "";
const intoEnd = (assertion: string, more: string): string =>
  assertion.replace(/<\/saml:Assertion>$/, () => `${more}</saml:Assertion>`);
const behindIssuer = (document: string, more: string): string =>
  document.replace("</saml:Issuer>", () => `</saml:Issuer>${more}`);
const withObject = (signature: string, content: string): string =>
  signature.replace(/<\/ds:Signature>$/, () => `<ds:Object>${content}</ds:Object></ds:Signature>`);

/** The forged assertion with the genuine one's signature, in which the genuine one stands, so that what was signed is still there. */
function forgedAroundSignature({ genuine, forged }: Parts): string {
  const signature = signatureIn(genuine);
  return behindIssuer(forged, withObject(signature, genuine.replace(signature, "")));
}

/** Genuine answers with a forgery about root beside, around or inside of them (SA01, SA02, SA03, SA04), and texts cut in two (SA07). */
export const wrappingFaults = faultList({
  "forgery-before": { assembles: ({ genuine, forged }) => forged + genuine },
  "forgery-behind": { assembles: ({ genuine, forged }) => genuine + forged },
  "forgery-around": { assembles: ({ genuine, forged }) => intoEnd(forged, genuine) },
  "forgery-around-the-signature": { assembles: forgedAroundSignature },
  "forgery-in-extensions": {
    spoils: (response, { forged }) => behindIssuer(response, `<samlp:Extensions>${forged}</samlp:Extensions>`),
  },
  "forgery-in-the-signature": {
    assembles: ({ genuine, forged }) =>
      genuine.replace(signatureIn(genuine), (signature) => withObject(signature, forged)),
  },
  "response-in-response": {
    spoils: (response, { forged }) => {
      const outer = response
        .replace(/<saml:Assertion [^]*<\/saml:Assertion>/, () => forged)
        .replace(/ ID="_\w+"/, ' ID="_outer"');
      return behindIssuer(outer, `<samlp:Extensions>${response}</samlp:Extensions>`);
    },
  },
  "comment-in-the-name": {
    spoils: (response) => response.replace(/(<saml:NameID [^>]*>..)/, "$1<!-- nobody sees this -->"),
  },
  "with-doctype": {
    spoils: (response) =>
      `<!DOCTYPE r [<!ENTITY who "root">]>${response.replace(/(<saml:NameID [^>]*>)[^<]*/, "$1&who;")}`,
  },
  "processing-instruction": { spoils: (response) => `<?xml version="1.0"?><?php echo "here" ?>${response}` },
});
