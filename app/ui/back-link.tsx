import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

import { BackIcon } from "./icons.ts";

/** The way from one thing to the list that it stands in. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="inline-flex items-center gap-1.5 justify-self-start rounded-sm font-medium text-ink-soft hover:text-ink"
    >
      <BackIcon className="size-4" />
      {children}
    </Link>
  );
}
