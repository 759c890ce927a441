import { Form } from "@remix-run/react";
import type { ReactNode } from "react";

/** A form that only asks: what was asked stands in the address, to be kept and shared. It changes nothing, so it carries no token. */
export function AskForm({ action, children }: { action: string; children: ReactNode }) {
  return (
    <Form method="get" action={action} className="grid gap-4">
      {children}
    </Form>
  );
}
