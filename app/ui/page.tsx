import type { ReactNode } from "react";

type PageProps = { title: string; purpose: string; action?: ReactNode; children: ReactNode };

/** The body of a page: its title, one line of what it is for, the primary action at the right, and the content below. */
export function Page({ title, purpose, action, children }: PageProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="max-w-prose">
          <h1 className="text-2xl">{title}</h1>
          <p className="mt-1 text-ink-soft">{purpose}</p>
        </div>
        {action}
      </div>
      {children}
    </div>
  );
}
