import { Link } from "@remix-run/react";

import { useText } from "./intl.tsx";

const statuses = ["draft", "active", "archived"] as const;

/** Links that show only the projects with one status. They work without JavaScript, and can be kept and sent on. */
export function StatusFilter({ status }: { status: (typeof statuses)[number] | undefined }) {
  const text = useText("projects");
  return (
    <nav aria-label={text("filter")}>
      <ul className="flex flex-wrap gap-1">
        {[undefined, ...statuses].map((one) => (
          <li key={one ?? "all"}>
            <Link
              to={one ? `/projects?status=${one}` : "/projects"}
              aria-current={one === status ? "true" : undefined}
              className="inline-block rounded-md px-3 py-1.5 font-medium text-ink-soft hover:bg-subtle hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent-ink"
            >
              {one ? text(`statuses.${one}`) : text("all")}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
