import { type ReactNode, useId } from "react";

type CardProps = { title?: string; text?: string; action?: ReactNode; children?: ReactNode };

/** A framed part of a page. With a title it is a region of its own, which screen readers can jump to. */
export function Card({ title, text, action, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={title && id} className="rounded-lg border border-line bg-surface shadow-card">
      {title && (
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 p-5 sm:px-6 sm:py-5">
          <div className="max-w-prose">
            <h2 id={id} className="text-base">
              {title}
            </h2>
            {text && <p className="mt-1 text-ink-soft">{text}</p>}
          </div>
          {action}
        </div>
      )}
      {children && <div className={`p-5 sm:p-6 ${title ? "pt-0 sm:pt-0" : ""}`}>{children}</div>}
    </section>
  );
}
