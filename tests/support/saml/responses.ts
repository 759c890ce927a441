import { constants, createCipheriv, publicEncrypt, randomBytes } from "node:crypto";

import { SignedXml } from "xml-crypto";

import { days } from "#app/clock.ts";
import { certificateBody } from "#app/features/saml/certificate.ts";
import type { Expected } from "#app/features/saml/expected.ts";
import { makeKeys } from "#app/features/saml/self-signed.server.ts";
import type { SpKeys } from "#app/features/saml/service-provider.ts";

const XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";
const EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

/** The moment at which everything here is said, and what a response must fit. */
export const present = new Date("2030-01-01T12:00:00Z");
export const expectedOf = (certificates: readonly string[]): Expected => ({
  provider: {
    name: "saml-test",
    slug: "test",
    label: "Test",
    kind: "saml",
    trustedDomains: [],
    groupMap: {},
    createsUsers: true,
    entityId: "https://idp.example.test/metadata",
    signInUrl: "https://idp.example.test/sso",
    certificates,
    mapping: { id: null, email: "email", firstName: null, lastName: null, username: null, groups: "groups" },
    allowsUnsolicited: false,
    allowsResponseOnlySignature: false,
    reach: "internet",
  },
  acsUrl: "https://app.example.test/auth/saml/test/callback",
  audience: "https://app.example.test/auth/saml/test/metadata",
  requestId: "_question",
  now: present,
  decryptionKeys: [],
});

export type Signing = {
  keys: SpKeys;
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
  showsCertificate?: boolean;
};
type Edit = (xml: string) => string;

/** What makes a response another one than the good one: who signs which part, and what is changed before that is done. */
export type Wish = {
  signsAssertion: Signing | null;
  signsResponse?: Signing | null;
  assertion?: Edit;
  response?: Edit;
  /** Stands in for the assertion once that is signed. */
  wrap?: Edit;
};

export const newKeys = (): Promise<SpKeys> => makeKeys("An identity provider", days(30));

/** `minutes` from the present, as SAML writes it. */
export const at = (minutes: number): string => new Date(present.getTime() + minutes * 60_000).toISOString();

/** A response, as the field of a form. */
export function respond(wish: Wish): string {
  const { signsAssertion, signsResponse = null, assertion: edit = same, response = same, wrap = same } = wish;
  const plain = edit(assertionXml);
  const assertion = wrap(signsAssertion ? signed(plain, signsAssertion) : plain);
  const whole = response(responseXml.replace("{assertion}", () => assertion));
  return Buffer.from(signsResponse ? signed(whole, signsResponse) : whole).toString("base64");
}
const same: Edit = (xml) => xml;

/** An XML element with a signature behind its issuer. */
export function signed(xml: string, signing: Signing): string {
  const { keys, signatureAlgorithm = RSA_SHA256, digestAlgorithm = SHA256, showsCertificate = true } = signing;
  const certificate = `<ds:X509Data><ds:X509Certificate>${certificateBody(keys.certificate)}</ds:X509Certificate></ds:X509Data>`;
  const signature = new SignedXml({
    privateKey: keys.privateKey,
    signatureAlgorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
    getKeyInfoContent: () => (showsCertificate ? certificate : null),
  });
  const transforms = [`${XMLDSIG}enveloped-signature`, EXCLUSIVE];
  signature.addReference({ xpath: "/*", transforms, digestAlgorithm });
  signature.computeSignature(xml, { prefix: "ds", location: { reference: "/*/*[1]", action: "after" } });
  return signature.getSignedXml();
}

export type Encryption = { keys: SpKeys; cipher?: string; transport?: string };

/** An assertion that only the holder of the key can read (XML Encryption 1.1). */
export function encrypted(assertion: string, { keys, cipher, transport }: Encryption): string {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const gcm = createCipheriv("aes-256-gcm", key, nonce);
  const data = Buffer.concat([nonce, gcm.update(assertion), gcm.final(), gcm.getAuthTag()]);
  const wrapped = publicEncrypt({ key: keys.certificate, padding: constants.RSA_PKCS1_OAEP_PADDING }, key);
  const bytes = (value: Buffer) =>
    `<xe:CipherData><xe:CipherValue>${value.toString("base64")}</xe:CipherValue></xe:CipherData>`;
  return [
    `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><xe:EncryptedData xmlns:xe="http://www.w3.org/2001/04/xmlenc#">`,
    `<xe:EncryptionMethod Algorithm="${cipher ?? "http://www.w3.org/2009/xmlenc11#aes256-gcm"}"/>`,
    `<ds:KeyInfo xmlns:ds="${XMLDSIG}"><xe:EncryptedKey>`,
    `<xe:EncryptionMethod Algorithm="${transport ?? "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"}"/>`,
    `${bytes(wrapped)}</xe:EncryptedKey></ds:KeyInfo>${bytes(data)}</xe:EncryptedData></saml:EncryptedAssertion>`,
  ].join("");
}

const subject = [
  `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">ada@example.com</saml:NameID>`,
  `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">`,
  `<saml:SubjectConfirmationData InResponseTo="_question" NotOnOrAfter="${at(5)}" Recipient="https://app.example.test/auth/saml/test/callback"/>`,
  `</saml:SubjectConfirmation></saml:Subject>`,
].join("");
const conditions = [
  `<saml:Conditions NotBefore="${at(-1)}" NotOnOrAfter="${at(5)}">`,
  `<saml:AudienceRestriction><saml:Audience>https://app.example.test/auth/saml/test/metadata</saml:Audience></saml:AudienceRestriction>`,
  `</saml:Conditions>`,
].join("");
const statements = [
  `<saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="_session">`,
  `<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>`,
  `</saml:AuthnStatement>`,
  `<saml:AttributeStatement><saml:Attribute Name="groups"><saml:AttributeValue>staff</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
].join("");
const assertionXml = [
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_assertion" IssueInstant="${at(0)}" Version="2.0">`,
  `<saml:Issuer>https://idp.example.test/metadata</saml:Issuer>${subject}${conditions}${statements}</saml:Assertion>`,
].join("");
const responseXml = [
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response" IssueInstant="${at(0)}" Version="2.0"`,
  ` InResponseTo="_question" Destination="https://app.example.test/auth/saml/test/callback">`,
  `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example.test/metadata</saml:Issuer>`,
  `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>`,
].join("");
