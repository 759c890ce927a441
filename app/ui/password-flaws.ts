import type { PasswordFlaw } from "../auth/password-flaw.ts";
import { useText } from "./intl.tsx";

/** What is wrong with a new password, in words, for the `error` of its field; undefined when nothing is. */
export function usePasswordFlaws(flaws: readonly PasswordFlaw[] = []): string | undefined {
  const text = useText("passwordFlaws");
  const sentences = flaws.map((found) => {
    if (found.flaw === "short") return text("short", { least: found.least });
    return text(found.flaw === "composition" ? found.missing : found.flaw);
  });
  return sentences.length > 0 ? sentences.join(" ") : undefined;
}

/** What a new password must be like, for the `hint` of its field. `least` is PASSWORD_MIN_LENGTH, from the loader. */
export const usePasswordHint = (least: number): string => useText("passwordFlaws")("hint", { least });
