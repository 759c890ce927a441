import { Link } from "@remix-run/react";

import { useFormat } from "../intl.tsx";

/** A number at a glance with its name, the page that lists what was counted, and what else is known about it. */
export type TallyProps = { label: string; count: number; to: string; more?: readonly TallyPart[] };

/** A part of a number in words; without `to` where no page lists it. */
export type TallyPart = { words: string; to?: string };

export function Tally({ label, count, to, more = [] }: TallyProps) {
  const format = useFormat();
  return (
    <li className="grid content-start gap-2 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-5">
      <Link to={to} className="group grid gap-1 rounded-sm">
        <span className="text-ink-soft">{label}</span>
        <span className="text-2xl font-semibold tracking-tight tabular-nums decoration-2 underline-offset-4 group-hover:underline">
          {format.number(count)}
        </span>
      </Link>
      {more.length > 0 && (
        <ul className="grid gap-1">
          {more.map(({ words, to: page }) => (
            <li key={words} className="text-ink-soft">
              {page ? (
                <Link to={page} className="rounded-sm underline underline-offset-2 hover:text-ink hover:no-underline">
                  {words}
                </Link>
              ) : (
                words
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
