import { Form, Link, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";

import { Button } from "./button.tsx";
import { buttonClass } from "./button-class.ts";
import { useText } from "./intl.tsx";
import { usePending } from "./pending.ts";

type SearchFormProps = {
  action: string;
  label: string;
  /** Whether anything is being looked for, which could be cleared. */
  isNarrowed: boolean;
  children: ReactNode;
};

/** A form that only looks: what is looked for stands in the address, so that it can be kept, sent on and gone back to. */
export function SearchForm({ action, label, isNarrowed, children }: SearchFormProps) {
  const text = useText("search");
  const { formMethod } = useNavigation();
  const pending = usePending({}, action) && formMethod === "GET";
  return (
    <search aria-label={label}>
      <Form action={action} className="flex flex-wrap items-end gap-4">
        {children}
        <div className="flex gap-2">
          <Button pending={pending}>{text("submit")}</Button>
          {isNarrowed && (
            <Link to={action} className={buttonClass({ tone: "ghost" })}>
              {text("clear")}
            </Link>
          )}
        </div>
      </Form>
    </search>
  );
}
