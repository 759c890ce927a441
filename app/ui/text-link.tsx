import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

/** A link in running text. */
export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="rounded-sm font-medium text-accent-ink underline underline-offset-2 hover:no-underline">
      {children}
    </Link>
  );
}
