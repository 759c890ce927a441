import { controlClass, Field } from "./field.tsx";

type SelectFieldProps = {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  defaultValue?: string;
  required?: boolean;
  /** What may be chosen; with an empty value the choice is not to choose. */
  options: readonly { value: string; label: string }[];
};

/** A `Field` in which one of a few things is chosen. */
export function SelectField({ name, label, hint, error, options, ...select }: SelectFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      {(control) => (
        <select {...select} {...control} className={controlClass}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
