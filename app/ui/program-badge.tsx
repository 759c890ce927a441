import { Badge } from "./badge.tsx";
import { useText } from "./intl.tsx";

/** Tells a program's session from a browser's. */
export function ProgramBadge({ client }: { client: string | null }) {
  const text = useText("sessions");
  return client === null ? null : <Badge>{text("program")}</Badge>;
}
