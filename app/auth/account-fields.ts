import { z } from "zod";

/** What is wrong with a field of the account. The page turns each into a sentence. */
export type FieldFlaw = "missing" | "short" | "long" | "characters" | "malformed";
export type FieldFlaws<Name extends string> = Partial<Record<Name, FieldFlaw>>;

const flaw = (name: FieldFlaw) => ({ error: name });
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u;

/** A user name: 3 to 50 characters, letters and digits of any script, and dots, hyphens, underscores and spaces inside (RG-02, C-25). */
export const usernameField = z
  .string()
  .trim()
  .min(1, flaw("missing"))
  .min(3, flaw("short"))
  .max(50, flaw("long"))
  .regex(USERNAME, flaw("characters"));

/** An e-mail address: one mailbox, no display name, no list, at most 254 characters (RG-02, AC09). */
export const emailField = z
  .string()
  .trim()
  .min(1, flaw("missing"))
  .max(254, flaw("long"))
  .pipe(z.email(flaw("malformed")));

/** A name as a person writes it: optional, one line that runs one way, at most 100 characters (AC09). */
export const nameField = z.string().trim().max(100, flaw("long")).regex(ONE_LINE, flaw("characters"));

/** What a person is called. Registering asks for an address as well. */
export const namesShape = z.object({ username: usernameField, firstName: nameField, lastName: nameField });
export type Names = z.output<typeof namesShape>;

/** The first flaw of each field that a schema refused. */
export function flawsOf<Name extends string>(error: z.ZodError): FieldFlaws<Name> {
  const flaws: FieldFlaws<string> = {};
  for (const { path, message } of error.issues) flaws[String(path[0])] ??= message as FieldFlaw;
  return flaws as FieldFlaws<Name>;
}
