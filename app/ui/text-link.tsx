import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

type TextLinkProps = { to: string; reloadDocument?: true; children: ReactNode };

/** A link in running text. `reloadDocument` is for addresses that are no page of this app. */
export function TextLink({ to, reloadDocument, children }: TextLinkProps) {
  return (
    <Link
      to={to}
      reloadDocument={reloadDocument}
      className="rounded-sm font-medium text-accent-ink underline underline-offset-2 hover:no-underline"
    >
      {children}
    </Link>
  );
}
