import { NavLink } from "@remix-run/react";

import { useText } from "./intl.tsx";

const pages = ["profile", "email", "password", "sessions", "activity", "account"] as const;

/** The parts of the settings: a column at the left, rows on a phone. */
export function SettingsNav() {
  const text = useText("settings");
  return (
    <nav aria-label={text("navigation")} className="md:w-48 md:shrink-0">
      <p className="mb-2 hidden px-3 text-xs font-medium text-ink-soft md:block">{text("title")}</p>
      <ul className="-mx-3 flex flex-wrap gap-1 md:mx-0 md:flex-col">
        {pages.map((page) => (
          <li key={page}>
            <NavLink
              to={`/settings/${page}`}
              className="block rounded-md px-3 py-2 font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:bg-subtle hover:text-ink aria-[current=page]:bg-subtle aria-[current=page]:text-ink"
            >
              {text(page)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
