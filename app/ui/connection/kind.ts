import { useText } from "../intl.tsx";

/** What a connection speaks, in words. */
export function useKindName(kind: string): string {
  const text = useText("admin.connections.kinds");
  const known = kind as Parameters<typeof text>[0];
  return text(text.has(known) ? known : "unknown");
}
