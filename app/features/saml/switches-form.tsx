import { Card } from "#app/ui/card.tsx";
import { Checkbox } from "#app/ui/checkbox.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { attributeFields, type TypedSwitches } from "./typed-switches.ts";

/** What a connection takes besides the usual, and the attributes that are called otherwise there. */
export function SwitchesForm({ values, error }: { values: TypedSwitches; error?: string | undefined }) {
  const text = useText("saml.switches");
  const pending = usePending({ intent: "switches" });
  return (
    <Card title={text("title")} text={text("text")}>
      <Form className="grid max-w-form gap-6" preventScrollReset>
        <input type="hidden" name="intent" value="switches" />
        <Checkbox
          name="idpInitiated"
          label={text("idpInitiated")}
          hint={text("idpInitiatedHint")}
          defaultChecked={values.idpInitiated}
        />
        <Checkbox
          name="responseOnlySignature"
          label={text("responseOnlySignature")}
          hint={text("responseOnlySignatureHint")}
          defaultChecked={values.responseOnlySignature}
        />
        {attributeFields.map((field, i) => (
          <TextField
            key={field}
            name={field}
            label={text(`attributes.${field}`)}
            {...(field === "id" ? { hint: text("idHint") } : {})}
            {...(i === 0 && error ? { error } : {})}
            defaultValue={values[field]}
            maxLength={300}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
        ))}
        <Submit pending={pending}>{text("submit")}</Submit>
      </Form>
    </Card>
  );
}
