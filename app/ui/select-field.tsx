import { controlClass, Field } from "./field.tsx";
import { ChoicesIcon } from "./icons.ts";

/** One thing to choose: what is sent, and what is read. */
export type Choice = { value: string; label: string };

type SelectFieldProps = {
  name: string;
  label: string;
  choices: readonly Choice[];
  defaultValue?: string;
  required?: boolean;
  hint?: string;
  error?: string;
};

/** A `Field` with a list to choose one from: the browser's own, which every phone and screen reader knows. */
export function SelectField({ name, label, choices, hint, error, ...select }: SelectFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} error={error}>
      {(control) => (
        <span className="grid items-center">
          <select
            {...select}
            {...control}
            className={`col-start-1 row-start-1 cursor-pointer appearance-none pr-9 ${controlClass}`}
          >
            {choices.map(({ value, label: words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <ChoicesIcon className="pointer-events-none col-start-1 row-start-1 mr-3 size-4 justify-self-end text-ink-soft" />
        </span>
      )}
    </Field>
  );
}
