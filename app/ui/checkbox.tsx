import { useId } from "react";

import { CheckIcon } from "./icons.ts";

type CheckboxProps = { name: string; value?: string; label: string; hint?: string; defaultChecked?: boolean };

/** A box to tick, with its label and a hint. Ticked, it sends its value, `on` unless told otherwise; else nothing. */
export function Checkbox({ name, value, label, hint, defaultChecked }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <span className="grid h-5 shrink-0 place-items-center">
        <input
          id={id}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          aria-describedby={hint && `${id}-hint`}
          className="peer col-start-1 row-start-1 size-4.5 cursor-pointer appearance-none rounded-sm border border-control bg-surface checked:border-accent checked:bg-accent"
        />
        <CheckIcon
          strokeWidth={3}
          className="pointer-events-none col-start-1 row-start-1 size-3.5 text-on-accent opacity-0 peer-checked:opacity-100"
        />
      </span>
      <div className="grid gap-0.5">
        <label htmlFor={id} className="cursor-pointer font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
