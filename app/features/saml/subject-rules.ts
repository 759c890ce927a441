import type { Expected } from "./expected.ts";
import { isPast, readTime } from "./read-time.ts";
import { refused, type Refused } from "./refusal.ts";
import { flawInAnswering } from "./response-rules.ts";
import type { NameId } from "./verified-assertion.ts";
import { attributeOf, childrenOf, onlyChild, textOf, type XmlElement } from "./xml-element.ts";

const BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
const LONGEST_NAME = 256; // SAML Core 8.3.7
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Whom an assertion is about, and until when whoever brings it counts as them. */
export type SubjectRead = { readonly ok: true; readonly nameId: NameId; readonly until: Date } | Refused;

/**
 * Reads the subject of a signed assertion: one name identifier, in our dealings with this provider, and one confirmation that whoever brings
 * the assertion to us in time, in answer to our question, is the person (SA16, SA17, SA20, SA21; SAML Profiles 4.1.4.2).
 */
export function readSubject(assertion: XmlElement, expected: Expected): SubjectRead {
  const subject = onlyChild(assertion, "assertion", "Subject");
  if (!subject) return refused("subject", "it is about nobody");
  const nameId = nameIdIn(subject, expected);
  if ("ok" in nameId) return nameId;
  const until = confirmedUntil(subject, expected);
  return until instanceof Date ? { ok: true, nameId, until } : until;
}

function nameIdIn(subject: XmlElement, { provider, audience }: Expected): NameId | Refused {
  const element = onlyChild(subject, "assertion", "NameID");
  if (!element) return refused("subject", "there is no plain name identifier");
  const value = textOf(element);
  if (value === "" || value.length > LONGEST_NAME || UNSEEN.test(value))
    return refused("subject", "the name identifier is no name of anybody");
  const nameQualifier = attributeOf(element, "NameQualifier");
  const spNameQualifier = attributeOf(element, "SPNameQualifier");
  // The same value under another qualifier is another person.
  if ((nameQualifier ?? provider.entityId) !== provider.entityId || (spNameQualifier ?? audience) !== audience)
    return refused("subject", "the name identifier is one between others");
  return { value, format: attributeOf(element, "Format") ?? UNSPECIFIED, nameQualifier, spNameQualifier };
}

function confirmedUntil(subject: XmlElement, { provider, acsUrl, requestId, now }: Expected): Date | Refused {
  const [confirmation, second] = childrenOf(subject, "assertion", "SubjectConfirmation");
  if (!confirmation || second) return refused("confirmation", "there is not one confirmation");
  if (attributeOf(confirmation, "Method") !== BEARER) return refused("confirmation", "it is not for whoever brings it");
  const data = onlyChild(confirmation, "assertion", "SubjectConfirmationData");
  if (!data || data.children.length > 0) return refused("confirmation", "the confirmation has no plain data");
  if (attributeOf(data, "Recipient") !== acsUrl) return refused("recipient", "it was meant for another address");
  const flaw = flawInAnswering(data, requestId, provider.allowsUnsolicited);
  if (flaw) return flaw;
  if (attributeOf(data, "NotBefore") !== null) return refused("time", "the confirmation says when it begins");
  const until = readTime(attributeOf(data, "NotOnOrAfter"));
  if (!until) return refused("time", "the confirmation does not say until when it counts");
  return isPast(until, now) ? refused("time", "the confirmation has expired") : until;
}
