import { permissionCatalogue, type Permission } from "#app/access/permissions.ts";
import { Card } from "#app/ui/card.tsx";
import { Checkbox } from "#app/ui/checkbox.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { literal } from "#app/ui/literal.ts";
import { usePending } from "#app/ui/pending.ts";
import { SelectField } from "#app/ui/select-field.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { TextField } from "#app/ui/text-field.tsx";

const lives = [30, 90, 365];

/** Asks what a new key is to be called, what it may do, and for how long. `flaws` names the fields that were not right. */
export function NewKeyForm({ offered, flaws }: { offered: readonly Permission[]; flaws: readonly string[] }) {
  const text = useText("apiKeys");
  const pending = usePending({ intent: "create" });
  const choices = [
    ...lives.map((days) => ({ value: String(days), label: text("create.days", { days }) })),
    { value: "", label: text("create.never") },
  ];
  return (
    <Card title={text("create.title")} text={text("create.text")}>
      <Form className="grid max-w-form gap-5">
        <input type="hidden" name="intent" value="create" />
        <TextField
          name="name"
          label={text("create.name")}
          hint={text("create.nameHint")}
          error={flaws.includes("name") ? text("errors.name") : undefined}
          maxLength={100}
          required
          {...literal}
        />
        <Scopes offered={offered} />
        <SelectField
          name="expiresInDays"
          label={text("create.expires")}
          choices={choices}
          defaultValue="90"
          error={flaws.includes("expiresInDays") ? text("errors.expires") : undefined}
        />
        <Submit pending={pending}>{text("create.submit")}</Submit>
      </Form>
    </Card>
  );
}

function Scopes({ offered }: { offered: readonly Permission[] }) {
  const text = useText("apiKeys.create");
  if (offered.length === 0) return <p className="text-ink-soft">{text("noneOffered")}</p>;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium">{text("scopes")}</legend>
      {offered.map((scope) => (
        <Checkbox key={scope} name="scopes" value={scope} label={permissionCatalogue[scope]} hint={scope} />
      ))}
    </fieldset>
  );
}
