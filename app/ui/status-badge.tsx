import { Badge, type BadgeTone } from "./badge.tsx";
import { useText } from "./intl.tsx";

const tones = { draft: "warning", active: "success", archived: "neutral" } satisfies Record<string, BadgeTone>;

/** Where a project stands. */
export function StatusBadge({ status }: { status: keyof typeof tones }) {
  const text = useText("projects.statuses");
  return <Badge tone={tones[status]}>{text(status)}</Badge>;
}
