import { NavLink } from "@remix-run/react";

/** `end` for an address that the others begin with: it is the current one only when it is asked for itself. */
type Item = { to: string; label: string; end?: boolean };
type SectionNavProps = { label: string; title: string; items: readonly Item[] };

/** The pages of one part of the app: a column at the left, rows on a phone. */
export function SectionNav({ label, title, items }: SectionNavProps) {
  return (
    <nav aria-label={label} className="md:w-48 md:shrink-0">
      <p className="mb-2 hidden px-3 text-xs font-medium text-ink-soft md:block">{title}</p>
      <ul className="-mx-3 flex flex-wrap gap-1 md:mx-0 md:flex-col">
        {items.map((item) => (
          <li key={item.to}>
            <NavLink
              to={item.to}
              end={item.end}
              className="block rounded-md px-3 py-2 font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:bg-subtle hover:text-ink aria-[current=page]:bg-subtle aria-[current=page]:text-ink"
            >
              {item.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
