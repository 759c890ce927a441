import { useText } from "../intl.tsx";

const known = [
  "flow",
  "cancelled",
  "refused",
  "untrusted",
  "unreachable",
  "configuration",
  "disabled",
  "another-person",
  "email-missing",
  "email-unverified",
  "email-untrusted",
  "account-exists",
  "not-provisioned",
] as const;

/** Gives why somebody did not come in through a connection, in words for administrators. */
export function useResultReason(): (reason: string) => string {
  const text = useText("admin.connection.reasons");
  return (reason) => text(known.find((one) => one === reason) ?? "other");
}
