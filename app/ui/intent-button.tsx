import type { ReactNode } from "react";

import { Button } from "./button.tsx";
import type { ButtonLook } from "./button-class.ts";
import { Form } from "./form.tsx";
import { usePending } from "./pending.ts";

type IntentButtonProps = ButtonLook & {
  intent: string;
  fields?: Record<string, string>;
  action?: string;
  /** What is read out instead of the button's own words, where those are the same on every row. */
  label?: string;
  children: ReactNode;
};

/** A form that is one button. */
export function IntentButton({ intent, fields = {}, action, label, children, ...look }: IntentButtonProps) {
  const pending = usePending({ intent, ...fields });
  return (
    <Form action={action} preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button {...look} pending={pending} aria-label={label}>
        {children}
      </Button>
    </Form>
  );
}
