import type { ComponentPropsWithoutRef } from "react";

import { controlClass, Field } from "./field.tsx";

type TextFieldProps = Omit<ComponentPropsWithoutRef<"input">, "className" | "id"> & {
  name: string;
  label: string;
  hint?: string;
  error?: string;
};

/** A `Field` with a one-line input. `defaultValue` gives back what was typed when the form comes back with errors. */
export function TextField({ name, label, hint, error, ...input }: TextFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      {(control) => <input {...input} {...control} className={controlClass} />}
    </Field>
  );
}
