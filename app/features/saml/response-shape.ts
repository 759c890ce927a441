import { refused, type Refused } from "./refusal.ts";
import { attributeOf, isElement, onlyChild, SAML, withDescendants, type XmlElement } from "./xml-element.ts";

/** The parts of a response that has the one shape we take. It has an assertion, or an encrypted one, and at least one signature or that. */
export type ResponseShape = {
  readonly response: XmlElement;
  readonly assertion: XmlElement | null;
  readonly encrypted: XmlElement | null;
  readonly responseSignature: XmlElement | null;
  readonly assertionSignature: XmlElement | null;
};

const SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
const INCLUSIVE_PREFIXES = "http://www.w3.org/2001/10/xml-exc-c14n#";
const SPOKEN: readonly string[] = [SAML.protocol, SAML.assertion, SAML.signature, SAML.encryption, INCLUSIVE_PREFIXES];

/**
 * The parts of a response, or why it has not the one shape we take: a response with its issuer, status and one assertion; in the whole
 * document one of each, whatever its namespace, and signatures nowhere but on these two. A wrapped forgery (SA01–SA04) needs a second one of
 * something, somewhere, so it is refused before any signature is looked at.
 */
export function shapeOf(response: XmlElement): { readonly ok: true; readonly shape: ResponseShape } | Refused {
  if (!isElement(response, "protocol", "Response")) return refused("shape", `it is a ${response.name}`);
  const all = withDescendants(response);
  const flaw = flawInAll(all) ?? flawInHead(response) ?? flawInCounts(all);
  if (flaw) return flaw;
  const assertion = onlyChild(response, "assertion", "Assertion");
  const encrypted = onlyChild(response, "assertion", "EncryptedAssertion");
  const responseSignature = onlyChild(response, "signature", "Signature");
  const assertionSignature = assertion && onlyChild(assertion, "signature", "Signature");
  if (
    !hasChildren(response, [
      "Issuer",
      ...(responseSignature ? ["Signature"] : []),
      "Status",
      encrypted ? "EncryptedAssertion" : "Assertion",
    ])
  )
    return refused("shape", `the response holds ${response.children.map(({ name }) => name).join(", ")}`);
  const signatures = all.filter(({ name }) => name === "Signature");
  const misplaced = signatures.filter((one) => one !== responseSignature && one !== assertionSignature);
  if (misplaced.length > 0)
    return refused("shape", "there is a signature elsewhere than on the response or its assertion");
  if (signatures.length === 0 && !encrypted) return refused("signature", "nothing is signed");
  return { ok: true, shape: { response, assertion, encrypted, responseSignature, assertionSignature } };
}

/** What the identity provider says went wrong, or null for success: the last part of each of its codes (SAML Core 3.2.2.2). */
export function complaintIn(response: XmlElement): string | null {
  const status = onlyChild(response, "protocol", "Status");
  const code = status && onlyChild(status, "protocol", "StatusCode");
  const value = (code && attributeOf(code, "Value")) ?? "";
  if (value === SUCCESS) return null;
  const second = code && onlyChild(code, "protocol", "StatusCode");
  const codes = [value, (second && attributeOf(second, "Value")) ?? ""];
  return codes.flatMap((one) => /[\w.-]{1,60}$/.exec(one)?.[0] ?? []).join(", ") || "no code";
}

function flawInAll(all: readonly XmlElement[]): Refused | null {
  const foreign = all.find(({ namespace }) => !SPOKEN.includes(namespace));
  if (foreign) return refused("shape", `there is a ${foreign.name} of another namespace in it`);
  // Whatever a reader takes for the id of something: two of them could mean one thing to one reader and another to the next.
  const ids = all.map(({ attributes }) =>
    attributes.filter(({ name }) => /^id$/i.test(name)).map(({ value }) => value),
  );
  if (ids.some((own) => own.length > 1)) return refused("shape", "an element has two ids");
  const values = ids.flat();
  return new Set(values).size === values.length ? null : refused("shape", "two elements have the same id");
}

function flawInHead(response: XmlElement): Refused | null {
  if (attributeOf(response, "Version") !== "2.0") return refused("version", "the response is not of version 2.0");
  const complaint = complaintIn(response);
  return complaint ? refused("status", `the identity provider answered ${complaint}`) : null;
}

// By local name alone: what verifies signatures looks no further.
function flawInCounts(all: readonly XmlElement[]): Refused | null {
  const count = (...names: string[]) => all.filter(({ name }) => names.includes(name)).length;
  if (count("Response") !== 1) return refused("shape", "there is more than one response");
  const assertions = count("Assertion", "EncryptedAssertion");
  if (assertions !== 1) return refused("shape", `there are ${assertions} assertions`);
  return count("Signature") > 2 ? refused("shape", "there are more than two signatures") : null;
}

const hasChildren = ({ children }: XmlElement, names: readonly string[]): boolean =>
  children.length === names.length && children.every(({ name }, i) => name === names[i]);
