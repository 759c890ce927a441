import type { PasswordFlaw } from "../auth/password-flaw.ts";
import { text } from "../sentences.ts";
import { useText } from "./intl.tsx";

/** What is wrong with a new password, in words, for the `error` of its field; undefined when nothing is. */
export function usePasswordFlaws(flaws: readonly PasswordFlaw[] = []): string | undefined {
  const sentences = flaws.map(passwordSentence);
  return sentences.length > 0 ? sentences.join(" ") : undefined;
}

/** One thing that is wrong with a new password, in words. */
export function passwordSentence(found: PasswordFlaw): string {
  if (found.flaw === "short") return text("passwordFlaws.short", { least: found.least });
  return text(`passwordFlaws.${found.flaw === "composition" ? found.missing : found.flaw}`);
}

/** What a new password must be like, for the `hint` of its field. `least` is PASSWORD_MIN_LENGTH, from the loader. */
export const usePasswordHint = (least: number): string => useText("passwordFlaws")("hint", { least });
