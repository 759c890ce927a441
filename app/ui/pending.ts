import { useNavigation } from "@remix-run/react";

/**
 * True while the form that carries these fields is being sent: `usePending({ intent: "revoke", id })`; null means that it does not have
 * the field. Without fields it is true while any form is being sent to `action`.
 */
export function usePending(fields: Record<string, string | null>, action?: string): boolean {
  const { formData, formAction } = useNavigation();
  if (!formData || (action !== undefined && formAction?.split("?")[0] !== action)) return false;
  return Object.entries(fields).every(([name, value]) => formData.get(name) === value);
}
