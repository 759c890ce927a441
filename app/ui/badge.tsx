import type { ReactNode } from "react";

const tones = {
  neutral: "bg-subtle text-ink-soft",
  accent: "bg-accent-soft text-accent-ink",
  success: "bg-success-soft text-success-ink",
  warning: "bg-warning-soft text-warning-ink",
  danger: "bg-danger-soft text-danger-ink",
};

export type BadgeTone = keyof typeof tones;

/** A short word about the thing beside it. `code` sets names that the code uses, such as permissions. */
export function Badge({ tone = "neutral", code, children }: { tone?: BadgeTone; code?: boolean; children: ReactNode }) {
  const face = code ? "font-mono font-normal" : "font-medium";
  return (
    <span
      className={`inline-flex items-center rounded-sm px-2 align-top py-0.5 text-xs whitespace-nowrap ${face} ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
