import { emailField } from "../../auth/account-fields.ts";
import { isTrustedFor } from "../../auth/address-trust.ts";
import type { Assertion } from "../../auth/assertion.ts";
import { shortText, visible, wholeNames } from "../../auth/told-text.ts";
import { minutes, now } from "../../clock.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { VerifiedAssertion } from "./verified-assertion.ts";

export type AssertionOutcome =
  { ok: true; assertion: Assertion } | { ok: false; reason: "transient-name" | "no-id" | "not-anew"; detail: string };

const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const OPAQUE = [TRANSIENT, "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"];
const LONGEST = { subject: 256, username: 255, name: 100, text: 500 };
const MOST_FACTS = 60;
const RECENT = minutes(5);

/**
 * What an identity provider said, as the app takes it (SA-05). Its entity id and the name identifier, or the attribute that is mapped to
 * `id`, are the key. An identifier that is new each time names nobody, so it is refused without such an attribute. SAML has no word for a
 * verified address: it counts as one, as far as the provider's word about addresses counts at all, which is the core's to say. `isFresh`:
 * the person was asked to show themselves anew; every provider says when they did, so one that did not ask them is told apart, and refused.
 */
export function assertionFrom(said: VerifiedAssertion, provider: IdentityProvider, isFresh: boolean): AssertionOutcome {
  const { mapping } = provider;
  const say = (name: string | null) => (name ? (said.attributes.get(name) ?? []) : []);
  const subject = subjectOf(said, provider);
  if (!subject.ok) return subject;
  if (isFresh && said.authnInstant.getTime() < now().getTime() - RECENT)
    return { ok: false, reason: "not-anew", detail: `they showed themselves at ${said.authnInstant.toISOString()}` };
  const email = emailOf(said, provider);
  const assertion = {
    authority: said.issuer,
    subject: subject.name,
    email,
    emailVerified: email !== null,
    signedInAnew: isFresh,
    username: shortText(say(mapping.username)[0], LONGEST.username) || null,
    firstName: shortText(say(mapping.firstName)[0], LONGEST.name),
    lastName: shortText(say(mapping.lastName)[0], LONGEST.name),
    groups: wholeNames(say(mapping.groups)),
    profile: profileOf(said),
  };
  return { ok: true, assertion };
}

type SubjectOutcome = { ok: true; name: string } | Extract<AssertionOutcome, { ok: false }>;

function subjectOf({ nameId, attributes }: VerifiedAssertion, { mapping }: IdentityProvider): SubjectOutcome {
  if (mapping.id === null) {
    if (nameId.format !== TRANSIENT) return { ok: true, name: nameId.value };
    return {
      ok: false,
      reason: "transient-name",
      detail: "the name identifier is another each time, and no attribute is set as the id",
    };
  }
  // Of two values nobody knows which will come next time.
  const [id = "", second] = attributes.get(mapping.id) ?? [];
  if (id.trim() !== "" && second === undefined && id.length <= LONGEST.subject && id === visible(id))
    return { ok: true, name: id };
  return { ok: false, reason: "no-id", detail: `the attribute ${mapping.id} is not one value that could be an id` };
}

// Of several the one that the provider is trusted about. An identifier that is opaque is none, even where it looks like one.
function emailOf({ nameId, attributes }: VerifiedAssertion, provider: IdentityProvider): string | null {
  const { email: name } = provider.mapping;
  const given = (name && attributes.get(name)) || [];
  const named = OPAQUE.includes(nameId.format) ? [] : [nameId.value];
  const written = given.length > 0 ? given : named;
  const addresses = written.flatMap((one) => emailField.safeParse(one).data ?? []);
  return addresses.find((one) => isTrustedFor(provider, one)) ?? addresses[0] ?? null;
}

function profileOf({ nameId, attributes }: VerifiedAssertion): Readonly<Record<string, unknown>> {
  const facts = [...attributes]
    .filter(([name]) => name !== "" && name.length <= LONGEST.text && name === visible(name))
    .map(([name, values]): [string, string | string[]] => {
      const texts = values.map((value) => shortText(value, LONGEST.text)).slice(0, MOST_FACTS);
      return [name, texts.length === 1 ? (texts[0] ?? "") : texts];
    });
  return Object.fromEntries([["nameId", nameId.value], ["nameIdFormat", nameId.format], ...facts.slice(0, MOST_FACTS)]);
}
