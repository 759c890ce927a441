import type { ComponentType, ReactNode } from "react";

type EmptyStateProps = { Icon: ComponentType<{ className?: string }>; title: string; text: string; action?: ReactNode };

/** What stands where a list would be: why there is nothing, and what to do about it. */
export function EmptyState({ Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-control bg-surface px-6 py-14 text-center">
      <span className="grid size-11 place-items-center rounded-full bg-accent-soft text-accent-ink">
        <Icon className="size-5" />
      </span>
      <h2 className="mt-4 text-base">{title}</h2>
      <p className="mt-1 max-w-prose text-balance text-ink-soft">{text}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
