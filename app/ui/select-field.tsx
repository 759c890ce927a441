import { controlClass, Field } from "./field.tsx";

/** One thing to choose: what is sent, and what is read. */
export type Choice = { value: string; label: string };

type SelectFieldProps = {
  name: string;
  label: string;
  choices: readonly Choice[];
  defaultValue?: string;
  hint?: string;
  error?: string;
};

/** A `Field` with a list to choose one from: the browser's own, which every phone and screen reader knows. */
export function SelectField({ name, label, choices, defaultValue, hint, error }: SelectFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      {(control) => (
        <select {...control} defaultValue={defaultValue} className={controlClass}>
          {choices.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
