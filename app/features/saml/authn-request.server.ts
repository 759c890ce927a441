import { sign } from "node:crypto";
import { deflateRawSync } from "node:zlib";

import { now } from "../../clock.ts";
import { escapeXml } from "./escape-xml.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { ServiceProvider, SpKeys } from "./service-provider.ts";
import { SAML } from "./xml-element.ts";

/** One question: its id (random, and an xs:ID), the key of our flow record, and whether the person must show themselves anew. */
export type Question = { readonly requestId: string; readonly relayState: string; readonly isFresh: boolean };

const POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/**
 * Where somebody shows an identity provider who they are (SA-01): an AuthnRequest by HTTP-Redirect, signed (SAML Bindings 3.4.4.1). It asks
 * for an answer by HTTP-POST, and leaves the kind of name identifier to the provider's settings.
 */
export function signInAddressAt(
  { signInUrl }: Pick<IdentityProvider, "signInUrl">,
  us: ServiceProvider,
  keys: SpKeys,
  question: Question,
): URL {
  const request = deflateRawSync(authnRequest(signInUrl, us, question)).toString("base64");
  const signed = [
    `SAMLRequest=${encodeURIComponent(request)}`,
    `RelayState=${encodeURIComponent(question.relayState)}`,
    `SigAlg=${encodeURIComponent(RSA_SHA256)}`,
  ].join("&");
  const signature = sign("sha256", Buffer.from(signed), keys.privateKey).toString("base64");
  const url = new URL(signInUrl);
  // By hand: the signature is over these characters, and another way to write them is another text.
  url.search += `${url.search ? "&" : "?"}${signed}&Signature=${encodeURIComponent(signature)}`;
  return url;
}

function authnRequest(signInUrl: string, us: ServiceProvider, { requestId, isFresh }: Question): string {
  const attributes = {
    ID: requestId,
    Version: "2.0",
    IssueInstant: now().toISOString(),
    Destination: signInUrl,
    AssertionConsumerServiceURL: us.acsUrl,
    ProtocolBinding: POST,
    ...(isFresh ? { ForceAuthn: "true" } : {}),
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  return [
    `<samlp:AuthnRequest xmlns:samlp="${SAML.protocol}"${written.join("")}>`,
    `<saml:Issuer xmlns:saml="${SAML.assertion}">${escapeXml(us.entityId)}</saml:Issuer>`,
    `<samlp:NameIDPolicy Format="${UNSPECIFIED}" AllowCreate="true"/>`,
    `</samlp:AuthnRequest>`,
  ].join("");
}
