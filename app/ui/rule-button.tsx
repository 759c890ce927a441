import { Button } from "./button.tsx";
import { Form } from "./form.tsx";
import { usePending } from "./pending.ts";

/** A button that asks what a change of the rules would do. `about` is what it is about, for those who hear the button and do not see the row. */
export function RuleButton({
  fields,
  label,
  about,
}: {
  fields: Readonly<Record<string, string>>;
  label: string;
  about: string;
}) {
  const pending = usePending(fields);
  return (
    <Form preventScrollReset={false}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button size="small" pending={pending} aria-label={`${label}: ${about}`}>
        {label}
      </Button>
    </Form>
  );
}
