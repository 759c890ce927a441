import { emailField } from "../../auth/account-fields.ts";
import type { Assertion } from "../../auth/assertion.ts";
import { shortText, visible, wholeNames } from "../../auth/told-text.ts";
import type { Fields } from "./provider.ts";

/** What one answer says of somebody: the claims of an ID token, or user information. */
export type Said = Readonly<Record<string, unknown>>;

const LONGEST = { subject: 255, username: 255, name: 100, text: 500 };
const MOST_FACTS = 60;
// About the token, not the person.
const ABOUT_TOKENS = ["iss", "aud", "exp", "iat", "nbf", "jti", "nonce", "azp", "at_hash", "c_hash", "sid"];

/** The name under which a provider knows somebody: text, or a number that is whole and exact; null for everything else (OC08). */
export function subjectFrom(value: unknown): string | null {
  const text = Number.isSafeInteger(value) && Number(value) > 0 ? String(value) : value;
  const isName = typeof text === "string" && text.trim() !== "" && text.length <= LONGEST.subject;
  return isName && text === visible(text) ? text : null;
}

/**
 * What a provider says of somebody, as the app takes it: of several answers the first that speaks of a thing counts. Nothing in it is longer
 * than it may be, and no text holds what cannot be stored or seen.
 */
export function assertionOf(authority: string, subject: string, answers: readonly Said[], fields: Fields): Assertion {
  const say = (name: string) => firstOf(answers, name);
  const email = emailField.safeParse(say(fields.email)).data ?? null;
  return {
    authority,
    subject,
    email,
    emailVerified: email !== null && isVerified(answers, fields),
    signedInAnew: false,
    username: shortText(say(fields.username), LONGEST.username) || null,
    ...namesFrom(
      shortText(say("given_name"), LONGEST.name),
      shortText(say("family_name"), LONGEST.name),
      shortText(say(fields.name), 200),
    ),
    groups: groupsFrom(say(fields.groups)),
    profile: factsFrom(Object.assign({}, ...answers.toReversed()) as Said),
  };
}

// Of the address that counts, every answer that names it must say so outright, or nothing: `true` about another one proves nothing (OC09).
function isVerified(answers: readonly Said[], fields: Fields): boolean {
  const address = firstOf(answers, fields.email);
  const verdicts = answers
    .filter((one) => one[fields.email] === address)
    .map((one) => one[fields.verified])
    .filter((verdict) => verdict !== undefined);
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === true);
}

function namesFrom(firstName: string, lastName: string, whole: string) {
  if (firstName || lastName) return { firstName, lastName };
  const [first = "", ...others] = whole.split(" ");
  return { firstName: shortText(first, LONGEST.name), lastName: shortText(others.join(" "), LONGEST.name) };
}

const groupsFrom = (value: unknown): string[] =>
  wholeNames([value].flat().filter((one): one is string => typeof one === "string"));

function factsFrom(said: Said): Said {
  const facts = Object.entries(said)
    .filter(([name]) => !ABOUT_TOKENS.includes(name) && name.length <= LONGEST.text && name === visible(name))
    .flatMap(([name, value]): [string, string | number | boolean][] => {
      if (typeof value === "string") return [[name, shortText(value, LONGEST.text)]];
      return typeof value === "boolean" || Number.isFinite(value) ? [[name, value as number | boolean]] : [];
    });
  return Object.fromEntries(facts.slice(0, MOST_FACTS));
}

const firstOf = (answers: readonly Said[], name: string): unknown =>
  answers.map((one) => one[name]).find((value) => value !== undefined && value !== null);
