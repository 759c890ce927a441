import { useRootData } from "./root-data.ts";

/** The token that proves this form came from our own page. Without it the guard refuses the form. */
export function CsrfField() {
  const token = useRootData()?.csrfToken;
  return token ? <input type="hidden" name="csrf" value={token} /> : null;
}
