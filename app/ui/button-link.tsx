import { Link } from "@remix-run/react";
import type { ReactNode } from "react";

import { type ButtonLook, buttonClass } from "./button-class.ts";

type ButtonLinkProps = ButtonLook & { to: string; reloadDocument?: boolean; children: ReactNode };

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({ to, reloadDocument, children, ...look }: ButtonLinkProps) {
  return (
    <Link to={to} reloadDocument={reloadDocument} className={buttonClass(look)}>
      {children}
    </Link>
  );
}
