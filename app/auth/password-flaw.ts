/** A kind of character that a password may have to contain, when configured. */
export type CharacterClass = "upper" | "digit" | "special";

/** Why a password is refused. `ui/password-flaws.ts` turns each into a sentence. */
export type PasswordFlaw =
  | { flaw: "short"; least: number }
  | { flaw: "long" }
  | { flaw: "banned" | "common" | "personal" }
  | { flaw: "composition"; missing: CharacterClass };
