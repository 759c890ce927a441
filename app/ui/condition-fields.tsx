import { Checkbox } from "./checkbox.tsx";
import { useText } from "./intl.tsx";
import { TextField } from "./text-field.tsx";

/** One setting that a form asks for; made from the schema of the condition's type. */
export type ConditionSetting = {
  name: string;
  kind: "text" | "number" | "list" | "flag";
  isRequired: boolean;
  initial: string;
};

type ConditionFieldsProps = {
  type: string;
  place: number;
  settings: readonly ConditionSetting[];
  sent: Readonly<Record<string, string>>;
};

/** The fields of one condition on a grant. `place` counts them within the form; `sent` gives back what was typed. */
export function ConditionFields({ type, place, settings, sent }: ConditionFieldsProps) {
  const text = useText("roles");
  const nameOf = (setting: string) => `condition.${place}.${setting}`;
  return (
    <fieldset className="grid gap-4 rounded-md border border-line p-4">
      <legend className="px-1 font-mono text-xs">{type}</legend>
      <input type="hidden" name={`condition.${place}`} value={type} />
      {settings.map(({ name, kind, isRequired, initial }) =>
        kind === "flag" ? (
          <Checkbox key={name} name={nameOf(name)} label={name} defaultChecked={Boolean(sent[nameOf(name)])} />
        ) : (
          <TextField
            key={name}
            name={nameOf(name)}
            label={name}
            hint={kind === "list" ? text("listHint") : undefined}
            inputMode={kind === "number" ? "numeric" : undefined}
            defaultValue={sent[nameOf(name)] ?? initial}
            required={isRequired}
          />
        ),
      )}
      <Checkbox
        name={nameOf("strict")}
        label={text("strict")}
        hint={text("strictHint")}
        defaultChecked={Boolean(sent[nameOf("strict")])}
      />
    </fieldset>
  );
}
