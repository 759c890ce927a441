import type { ComponentType } from "react";

import { ActiveIcon, BeyondIcon, FailedIcon, SignInIcon, WaitingIcon } from "./icons.ts";
import { useText } from "./intl.tsx";

/** What an address says to somebody. */
export type Verdict = "in" | "depends" | "sign-in" | "step" | "no";

const looks: Record<Verdict, { Icon: ComponentType<{ className?: string }>; face: string }> = {
  in: { Icon: ActiveIcon, face: "bg-success-soft text-success-ink" },
  depends: { Icon: BeyondIcon, face: "bg-accent-soft text-accent-ink" },
  "sign-in": { Icon: SignInIcon, face: "bg-subtle text-ink-soft" },
  step: { Icon: WaitingIcon, face: "bg-warning-soft text-warning-ink" },
  no: { Icon: FailedIcon, face: "bg-danger-soft text-danger-ink" },
};

/** The verdict of an address as a sign and a word. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const text = useText("matrix.verdicts");
  const { Icon, face } = looks[verdict];
  return (
    <span
      className={`inline-flex min-w-18 items-center justify-center gap-0.5 rounded-sm px-1 py-1 text-xs font-medium ${face}`}
    >
      <Icon className="size-3.5" />
      {text(verdict)}
    </span>
  );
}
