import { isAhead, isPast, readTime } from "./read-time.ts";
import { refused, type Refused } from "./refusal.ts";
import { attributeOf, childrenOf, onlyChild, textOf, type XmlElement } from "./xml-element.ts";

export type SignInRead =
  { readonly ok: true; readonly authnInstant: Date; readonly sessionIndex: string | null } | Refused;

/** Reads when and how the person showed themselves: one statement, not of the future, whose session has not ended (SA20, SA21; SAML Core 2.7.2). */
export function readSignIn(assertion: XmlElement, present: Date): SignInRead {
  const statement = onlyChild(assertion, "assertion", "AuthnStatement");
  if (!statement) return refused("statement", "there is not one statement that somebody signed in");
  const authnInstant = readTime(attributeOf(statement, "AuthnInstant"));
  if (!authnInstant || isAhead(authnInstant, present)) return refused("time", "nobody has signed in yet");
  const ends = attributeOf(statement, "SessionNotOnOrAfter");
  const sessionEnd = readTime(ends);
  if (ends !== null && (!sessionEnd || isPast(sessionEnd, present)))
    return refused("time", "the session there has ended");
  return { ok: true, authnInstant, sessionIndex: attributeOf(statement, "SessionIndex") };
}

/**
 * The attributes of a signed assertion, by name. Some providers write a name once for each of its values, so these are put together; a name
 * in two formats is two attributes to them and would be one to us, so that is refused.
 */
export function readAttributes(assertion: XmlElement): ReadonlyMap<string, readonly string[]> | Refused {
  const values = new Map<string, string[]>();
  const formats = new Map<string, string>();
  for (const statement of childrenOf(assertion, "assertion", "AttributeStatement"))
    for (const attribute of statement.children) {
      if (attribute.name !== "Attribute") return refused("attributes", "an attribute is encrypted");
      const name = attributeOf(attribute, "Name") ?? "";
      const format = attributeOf(attribute, "NameFormat") ?? "";
      if ((formats.get(name) ?? format) !== format) return refused("attributes", `${name} stands there in two formats`);
      formats.set(name, format);
      values.set(name, [...(values.get(name) ?? []), ...valuesOf(attribute)]);
    }
  return values;
}

// A value may be a name identifier (eduPersonTargetedID): then it is what stands in that.
const valuesOf = (attribute: XmlElement): string[] =>
  childrenOf(attribute, "assertion", "AttributeValue").flatMap((value) => {
    const [inner, second] = value.children;
    return second ? [] : textOf(inner ?? value) || [];
  });
