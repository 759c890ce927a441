import { useText } from "./intl.tsx";

/** How a person signed in, in words. */
export function useMethodName(method: string): string {
  const text = useText("methods");
  const known = method as Parameters<typeof text>[0];
  return text(text.has(known) ? known : "unknown");
}
