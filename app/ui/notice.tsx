import type { ReactNode } from "react";

import { ActiveIcon, AlertIcon, DangerIcon, InfoIcon } from "./icons.ts";

const tones = {
  info: { Icon: InfoIcon, role: "status", face: "border-accent/30 bg-accent-soft text-accent-ink" },
  success: { Icon: ActiveIcon, role: "status", face: "border-success-ink/30 bg-success-soft text-success-ink" },
  warning: { Icon: AlertIcon, role: "alert", face: "border-warning-ink/30 bg-warning-soft text-warning-ink" },
  danger: { Icon: DangerIcon, role: "alert", face: "border-danger-ink/30 bg-danger-soft text-danger-ink" },
};

/** A banner that says what happened or what to mind. It is announced: at once for warnings and dangers, else in turn. */
export function Notice({ tone = "info", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  const { Icon, role, face } = tones[tone];
  return (
    <div role={role} className={`flex gap-2.5 rounded-md border px-3.5 py-3 ${face}`}>
      <Icon className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 max-w-prose text-pretty">{children}</div>
    </div>
  );
}
