import { emailField } from "../../auth/account-fields.ts";
import type { Assertion } from "../../auth/assertion.ts";
import type { Fields } from "./provider.ts";

/** What one answer says of somebody: the claims of an ID token, or user information. */
export type Said = Readonly<Record<string, unknown>>;

const LONGEST = { subject: 255, username: 255, name: 100, group: 255, text: 500 };
const MOST = { groups: 200, facts: 60 };
// About the token, not the person.
const ABOUT_TOKENS = ["iss", "aud", "exp", "iat", "nbf", "jti", "nonce", "azp", "at_hash", "c_hash", "sid"];
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** The name under which a provider knows somebody: text, or a number that is whole and exact; null for everything else (OC08). */
export function subjectFrom(value: unknown): string | null {
  const text = Number.isSafeInteger(value) && Number(value) > 0 ? String(value) : value;
  const isName = typeof text === "string" && text.trim() !== "" && text.length <= LONGEST.subject;
  return isName && text === shown(text) ? text : null;
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
    username: text(say(fields.username), LONGEST.username) || null,
    ...namesFrom(
      text(say("given_name"), LONGEST.name),
      text(say("family_name"), LONGEST.name),
      text(say(fields.name), 200),
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
  return { firstName: text(first, LONGEST.name), lastName: text(others.join(" "), LONGEST.name) };
}

// Never cut: the beginning of one group's name may be another's.
function groupsFrom(value: unknown): string[] {
  const names = [value].flat().filter((one): one is string => typeof one === "string");
  const whole = names.filter((name) => name !== "" && name.length <= LONGEST.group && name === shown(name));
  return [...new Set(whole)].slice(0, MOST.groups);
}

function factsFrom(said: Said): Said {
  const facts = Object.entries(said)
    .filter(([name]) => !ABOUT_TOKENS.includes(name) && name.length <= LONGEST.text && name === shown(name))
    .flatMap(([name, value]): [string, string | number | boolean][] => {
      if (typeof value === "string") return [[name, text(value, LONGEST.text)]];
      return typeof value === "boolean" || Number.isFinite(value) ? [[name, value as number | boolean]] : [];
    });
  return Object.fromEntries(facts.slice(0, MOST.facts));
}

const firstOf = (answers: readonly Said[], name: string): unknown =>
  answers.map((one) => one[name]).find((value) => value !== undefined && value !== null);

const text = (value: unknown, longest: number): string =>
  typeof value === "string" ? shown(shown(value).trim().slice(0, longest)).trim() : "";

// Also half of a sign, which the database does not take.
const shown = (value: string): string => value.replace(UNSEEN, " ");
