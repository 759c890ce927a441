import { Badge, type BadgeTone } from "../badge.tsx";
import { useText } from "../intl.tsx";

const tones = {
  on: "success",
  off: "neutral",
  unreadable: "danger",
  "name-taken": "danger",
  unserved: "warning",
} satisfies Record<string, BadgeTone>;

/** Whether people can sign in through a connection, in a word. */
export function ConnectionStateBadge({ state }: { state: keyof typeof tones }) {
  const text = useText("admin.connection.states");
  return <Badge tone={tones[state]}>{text(state)}</Badge>;
}
