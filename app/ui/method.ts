import { useText } from "./intl.tsx";

const known = ["password", "oauth", "saml", "ldap", "passkey"] as const;

/** How a person signed in, in words. */
export function useMethodName(method: string): string {
  const text = useText("methods");
  return text(known.find((each) => each === method) ?? "unknown");
}
