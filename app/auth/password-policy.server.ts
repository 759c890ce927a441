import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

import { env } from "../env.server.ts";
import type { CharacterClass, PasswordFlaw } from "./password-flaw.ts";
import { isOverlong } from "./passwords.server.ts";

const LEAST_GUESSES = 1e8; // fewer, and a list of common passwords with the usual padding finds it
const LEAST_NAME = 4; // shorter names turn up in good passwords by chance
const APP_NAME = "gatehouse";

const classes = { upper: /\p{Lu}/u, digit: /\p{Nd}/u, special: /[^\p{L}\p{N}\s]/u } satisfies Record<
  CharacterClass,
  RegExp
>;

/** Words that belong to the person: they may not stand in the password. */
export type PersonalWords = { username?: string; email?: string; firstName?: string; lastName?: string };

/**
 * Everything that is wrong with `raw` as a new password, worst first; an empty list means it is accepted.
 * Length counts NFC code points (PP-01, PP-05); common passwords come from a packaged list and count with their usual
 * padding and spelling tricks (PW10); composition rules apply only when configured (PP-02); nothing leaves the machine.
 */
export async function findPasswordFlaws(raw: string, personal: PersonalWords = {}): Promise<PasswordFlaw[]> {
  if (isOverlong(raw)) return [{ flaw: "long" }];
  const flaws: PasswordFlaw[] = [];
  if ([...raw.normalize("NFC")].length < env.PASSWORD_MIN_LENGTH)
    flaws.push({ flaw: "short", least: env.PASSWORD_MIN_LENGTH });
  if (containsAny(raw, env.PASSWORD_BANNED)) flaws.push({ flaw: "banned" });
  if (containsAny(raw, wordsOf(personal))) flaws.push({ flaw: "personal" });
  for (const missing of env.PASSWORD_COMPOSITION)
    if (!classes[missing].test(raw)) flaws.push({ flaw: "composition", missing });
  if (flaws.length === 0 && (await isCommon(raw, personal))) flaws.push({ flaw: "common" });
  return flaws;
}

const containsAny = (raw: string, words: readonly string[]) =>
  words.some((word) => raw.toLowerCase().includes(word.toLowerCase()));

function wordsOf({ username = "", email = "", firstName = "", lastName = "" }: PersonalWords): string[] {
  const [mailbox = ""] = email.split("@");
  return [APP_NAME, username, email, mailbox, firstName, lastName].filter((word) => word.length >= LEAST_NAME);
}

async function isCommon(raw: string, personal: PersonalWords): Promise<boolean> {
  estimator ??= loadEstimator();
  return (await estimator).check(raw, wordsOf(personal)).guesses < LEAST_GUESSES;
}

let estimator: Promise<ZxcvbnFactory> | undefined;

// The lists take tens of megabytes: they are loaded at the first new password, not at every start.
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: 64, // guessing effort grows with the square of the length
  });
}
