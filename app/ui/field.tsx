import { type ReactNode, useId } from "react";

import { AlertIcon } from "./icons.ts";

/** What a control inside a `Field` takes over, so that label, hint and error belong to it. */
export type Control = { id: string; name: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FieldProps = {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  children: (control: Control) => ReactNode;
};

/** The look of every one-line control. 16 px on phones, where a smaller size would make the page zoom. */
export const controlClass =
  "block h-10 w-full rounded-md border border-control bg-surface px-3 text-base text-ink shadow-control aria-invalid:border-danger sm:text-sm";

/** A labelled control with a hint and an error. The error is announced when it appears and read with the control. */
export function Field({ name, label, hint, error, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-soft">
          {hint}
        </p>
      )}
      {children({ id, name, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="flex gap-1.5 text-danger-ink">
          <AlertIcon className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
