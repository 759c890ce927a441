import { hours } from "../../clock.ts";
import type { Expected } from "./expected.ts";
import { CLOCK_TOLERANCE, isAhead, isPast, readTime } from "./read-time.ts";
import { refused, type Refused } from "./refusal.ts";
import { attributeOf, childrenOf, onlyChild, textOf, type XmlElement } from "./xml-element.ts";

const LONGEST = hours(1);
// Each assertion is taken once in any case, and we pass none on.
const KNOWN = ["AudienceRestriction", "OneTimeUse", "ProxyRestriction"];

/** Until when an assertion counts. */
export type ConditionsRead = { readonly ok: true; readonly until: Date } | Refused;

/**
 * Reads the conditions of a signed assertion: it counts now, for at most an hour (SA20), every restriction names us to the letter (SA15), and
 * there is none that we do not know (SAML Core 2.5.1).
 */
export function readConditions(assertion: XmlElement, { audience, now }: Expected): ConditionsRead {
  const conditions = onlyChild(assertion, "assertion", "Conditions");
  if (!conditions) return refused("conditions", "there are no conditions");
  const unknown = conditions.children.find(({ name }) => !KNOWN.includes(name));
  if (unknown) return refused("conditions", `there is a condition that nobody here knows: ${unknown.name}`);
  const restrictions = childrenOf(conditions, "assertion", "AudienceRestriction");
  const namesUs = (one: XmlElement) =>
    childrenOf(one, "assertion", "Audience").some((each) => textOf(each) === audience);
  if (restrictions.length === 0 || !restrictions.every(namesUs))
    return refused("audience", "it is meant for somebody else");
  return readWindow(assertion, conditions, now);
}

function readWindow(assertion: XmlElement, conditions: XmlElement, present: Date): ConditionsRead {
  const issued = readTime(attributeOf(assertion, "IssueInstant"));
  const from = readTime(attributeOf(conditions, "NotBefore"));
  const until = readTime(attributeOf(conditions, "NotOnOrAfter"));
  if (!issued || !from || !until) return refused("time", "it does not say from when until when it counts");
  if (isAhead(issued, present) || isAhead(from, present)) return refused("time", "it does not count yet");
  if (isPast(until, present)) return refused("time", "it has expired");
  // Some providers let it begin a few minutes before they issue it, for the clocks of others.
  const begins = Math.max(issued.getTime(), from.getTime());
  const isShort =
    until.getTime() - begins <= LONGEST && until.getTime() - present.getTime() <= LONGEST + CLOCK_TOLERANCE;
  return isShort ? { ok: true, until } : refused("time", "it counts for more than an hour");
}
