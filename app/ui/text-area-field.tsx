import type { ComponentPropsWithoutRef } from "react";

import { Field } from "./field.tsx";

type TextAreaFieldProps = Omit<ComponentPropsWithoutRef<"textarea">, "className" | "id"> & {
  name: string;
  label: string;
  hint?: string;
  error?: string;
};

/** A `Field` with several lines that count as they stand, in the face of code. */
export function TextAreaField({ name, label, hint, error, ...area }: TextAreaFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...area}
          {...control}
          spellCheck={false}
          autoCapitalize="none"
          className="block w-full rounded-md border border-control bg-surface px-3 py-2 font-mono text-base text-ink shadow-control aria-invalid:border-danger sm:text-xs"
        />
      )}
    </Field>
  );
}
