import { flawInResponseSignature, signedAssertionIn, type SignedAssertion } from "./check-signatures.server.ts";
import { readConditions } from "./condition-rules.ts";
import { decryptAssertion } from "./decrypt-assertion.server.ts";
import type { Expected } from "./expected.ts";
import { parseMessage } from "./libxml.server.ts";
import { CLOCK_TOLERANCE } from "./read-time.ts";
import { refused, type Refused } from "./refusal.ts";
import { flawInResponse, isIssuedBy } from "./response-rules.ts";
import { shapeOf, type ResponseShape } from "./response-shape.ts";
import { responseText } from "./response-text.ts";
import { withAssertion, withoutResponseSignature } from "./splice.ts";
import { readAttributes, readSignIn } from "./statement-rules.ts";
import { flawInText, RESPONSE_CAPS } from "./strict-text.ts";
import { readSubject } from "./subject-rules.ts";
import type { VerifiedAssertion } from "./verified-assertion.ts";
import { attributeOf, type XmlElement } from "./xml-element.ts";

export type Verdict = { readonly ok: true; readonly said: VerifiedAssertion } | Refused;

/**
 * Says what a response of the HTTP-POST binding proves, or why nothing. `samlResponse` is the field of the form, base64. Whether its id was
 * seen before, and whether the question was asked by this browser, is for the caller to ask: both are for the database.
 */
export async function verifyResponse(samlResponse: string, expected: Expected): Promise<Verdict> {
  const text = responseText(samlResponse);
  if (!text.ok) return text;
  const read = await readShape(text.xml);
  if (!read.ok) return read;
  const flaw = flawInResponse(read.shape.response, expected);
  if (flaw) return flaw;
  const signed = read.shape.encrypted
    ? await decryptedAssertion(text.xml, read.shape, read.shape.encrypted, expected)
    : await signedAssertionIn(
        text.xml,
        read.shape,
        expected.provider.certificates,
        expected.provider.allowsResponseOnlySignature,
      );
  return signed.ok ? readAssertion(signed.assertion, expected) : signed;
}

/** What makes a response one of the shape we take, from its text on. */
async function readShape(xml: string): Promise<{ readonly ok: true; readonly shape: ResponseShape } | Refused> {
  const flaw = flawInText(xml, RESPONSE_CAPS);
  if (flaw) return refused(flaw.reason, flaw.detail);
  const parsed = await parseMessage(xml);
  return parsed.ok ? shapeOf(parsed.root) : refused(parsed.reason, parsed.detail);
}

/** What is in an encrypted assertion is judged like any other, as strictly, and must be signed itself. Whatever is wrong has one name (SA27). */
async function decryptedAssertion(
  xml: string,
  shape: ResponseShape,
  encrypted: XmlElement,
  { provider, decryptionKeys }: Expected,
): Promise<SignedAssertion> {
  const { certificates } = provider;
  const flaw = shape.responseSignature && (await flawInResponseSignature(xml, shape, certificates));
  if (flaw) return flaw;
  const assertion = decryptAssertion(encrypted, decryptionKeys);
  if (assertion === null) return refused("decryption", "it cannot be decrypted");
  const plain = withAssertion(shape.responseSignature ? withoutResponseSignature(xml) : xml, assertion);
  const read = await readShape(plain);
  const signed = read.ok ? await signedAssertionIn(plain, read.shape, certificates, false) : read;
  return signed.ok ? signed : refused("decryption", signed.detail);
}

function readAssertion(assertion: XmlElement, expected: Expected): Verdict {
  if (attributeOf(assertion, "Version") !== "2.0") return refused("version", "the assertion is not of version 2.0");
  const { entityId } = expected.provider;
  if (!isIssuedBy(assertion, entityId)) return refused("issuer", "the assertion is from somebody else");
  const subject = readSubject(assertion, expected);
  if (!subject.ok) return subject;
  const conditions = readConditions(assertion, expected);
  if (!conditions.ok) return conditions;
  const signIn = readSignIn(assertion, expected.now);
  if (!signIn.ok) return signIn;
  const attributes = readAttributes(assertion);
  if ("ok" in attributes) return attributes;
  const until = Math.max(subject.until.getTime(), conditions.until.getTime());
  return {
    ok: true,
    said: {
      id: attributeOf(assertion, "ID") ?? "",
      issuer: entityId,
      nameId: subject.nameId,
      sessionIndex: signIn.sessionIndex,
      authnInstant: signIn.authnInstant,
      expiresAt: new Date(until + CLOCK_TOLERANCE),
      attributes,
    },
  };
}
