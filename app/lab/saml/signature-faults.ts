import { faultList, type Fault, type Manner } from "./fault.ts";
import { signingWith, type Signing } from "./sign.ts";
import { subjectOf } from "../people.ts";

const signed = (change: (signing: Signing) => Partial<Signing>): Fault => ({
  makes: (manner) => ({
    ...manner,
    assertion: manner.assertion && { ...manner.assertion, ...change(manner.assertion) },
  }),
});

const without = (response: string, from: string, to: string): string =>
  response.replace(new RegExp(`${from}[^]*?${to}`), "");

const encrypted = (more: Partial<NonNullable<Manner["encryption"]>>): Fault => ({
  makes: (manner, _, { certificates }) => ({
    ...manner,
    encryption: { certificate: certificates.at(-1) ?? "", cipher: "aes256-gcm", padding: "oaep", ...more },
  }),
});

/** Answers that nobody with the right key signed, or not as it must be (SA09, SA10, SA12, SA13). */
export const signatureFaults = faultList({
  unsigned: { makes: (manner) => ({ ...manner, assertion: null }) },
  "response-only-signature": {
    makes: (manner) => ({ ...manner, assertion: null, response: manner.assertion }),
  },
  "foreign-key": {
    makes: async (manner, { strange }) => ({ ...manner, assertion: signingWith(await strange()) }),
  },
  "foreign-key-under-the-certificate": {
    makes: async (manner, { strange, current }) => ({
      ...manner,
      assertion: { ...signingWith(await strange()), shown: current.certificate },
    }),
  },
  "no-signature-value": { spoils: (response) => without(response, "<ds:SignatureValue>", "</ds:SignatureValue>") },
  "empty-signature": {
    spoils: (response) => response.replace(/(<ds:Signature [^>]*>)[^]*?(<\/ds:Signature>)/, "$1$2"),
  },
  "broken-signature": {
    spoils: (response) => response.replace(/<ds:SignatureValue>.{8}/, "<ds:SignatureValue>AAAAAAAA"),
  },
  "changed-after-signing": {
    spoils: (response) => response.replace(/(<saml:NameID [^>]*>)[^<]*/, `$1${subjectOf("root")}`),
  },
  sha1: signed(() => ({ hash: "sha1" })),
});

/** Signatures that are unusual and right. */
export const rightSignatures = faultList({
  "both-signatures": { makes: (manner) => ({ ...manner, response: manner.assertion }) },
  sha512: signed(() => ({ hash: "sha512" })),
  "no-certificate": signed(() => ({ shown: null })),
});

/** Keys that change, announced and not (SA34). */
export const rolloverFaults = faultList({
  "key-rolled": { makes: (manner, { next }) => ({ ...manner, assertion: signingWith(next) }) },
  "key-rolled-unannounced": {
    makes: async (manner, { strange }) => ({ ...manner, assertion: signingWith(await strange()) }),
    saysOfItself: async (said, { strange }) => ({ ...said, certificates: [(await strange()).certificate] }),
  },
});

/** Encrypted assertions: the first is right, the others are not (SA27). */
export const encryptionFaults = faultList({
  encrypted: encrypted({}),
  "encrypted-unsigned": {
    makes: async (manner, keys, app) => ({
      ...(await (encrypted({}).makes?.(manner, keys, app) ?? manner)),
      assertion: null,
    }),
  },
  "encrypted-by-cbc": encrypted({ cipher: "aes256-cbc" }),
  "encrypted-by-pkcs1": encrypted({ padding: "pkcs1" }),
  "encrypted-for-another": {
    makes: async (manner, keys, app) => {
      const { certificate } = await keys.strange();
      return { ...manner, ...(await encrypted({ certificate }).makes?.(manner, keys, app)) };
    },
  },
});
