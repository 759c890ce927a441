import type { Expected } from "./expected.ts";
import { refused, type Refused } from "./refusal.ts";
import { attributeOf, onlyChild, textOf, type XmlElement } from "./xml-element.ts";

/**
 * What a response says of itself that does not fit, or null. It may be unsigned, so nothing here makes it believed: what is signed must say
 * the same again (SA10, SA16, SA17, SA22; SAML Profiles 4.1.4.3).
 */
export function flawInResponse(response: XmlElement, { provider, acsUrl, requestId }: Expected): Refused | null {
  if (!isIssuedBy(response, provider.entityId)) return refused("issuer", "the response is from somebody else");
  if (attributeOf(response, "Destination") !== acsUrl)
    return refused("destination", "the response was meant for another address");
  return flawInAnswering(response, requestId, provider.allowsUnsolicited);
}

/** True when an element names this issuer, as an entity id (SAML Core 2.2.5). */
export function isIssuedBy(element: XmlElement, entityId: string): boolean {
  const issuer = onlyChild(element, "assertion", "Issuer");
  const format = issuer && attributeOf(issuer, "Format");
  return (
    issuer !== null && textOf(issuer) === entityId && (format === null || format.endsWith(":nameid-format:entity"))
  );
}

/** What is wrong with the question that an element says it answers, or null. An answer to no question counts where that is switched on. */
export function flawInAnswering(
  element: XmlElement,
  requestId: string | null,
  allowsUnsolicited: boolean,
): Refused | null {
  const answered = attributeOf(element, "InResponseTo");
  if (requestId !== null) return answered === requestId ? null : refused("request", "it answers another question");
  if (answered !== null) return refused("request", "it answers a question that nobody asked");
  return allowsUnsolicited ? null : refused("unsolicited", "nobody asked");
}
