import type { FieldFlaw, FieldFlaws } from "../auth/account-fields.ts";
import { useText } from "./intl.tsx";

/** Gives what is wrong with each field of a form, in words, for its `error`; undefined for a field with which nothing is. */
export function useFieldFlaws<Name extends string>(flaws: FieldFlaws<Name> = {}): (field: Name) => string | undefined {
  const text = useText("fieldFlaws");
  return (field) => {
    const flaw: FieldFlaw | undefined = flaws[field];
    return flaw && text(flaw, { field });
  };
}
