import { Card } from "../card.tsx";
import { Checkbox } from "../checkbox.tsx";
import { Form } from "../form.tsx";
import { useText } from "../intl.tsx";
import { usePending } from "../pending.ts";
import { Submit } from "../submit.tsx";
import { TextAreaField } from "../text-area-field.tsx";
import { TextField } from "../text-field.tsx";

/** What a connection is called and what its word counts for, as it stands in the form. */
export type TypedTrust = { label: string; trustedDomains: string; groupMap: string; createsUsers: boolean };

type TrustFormProps = {
  values: TypedTrust;
  /** Only superusers say which domains a connection is trusted about. */
  mayTrust: boolean;
  error?: { field: "label" | "trustedDomains" | "groupMap"; text: string } | undefined;
};

/** What a connection is called, and what its word counts for here. */
export function TrustForm({ values, mayTrust, error }: TrustFormProps) {
  const text = useText("admin.connection.trust");
  const pending = usePending({ intent: "change" });
  const errorAt = (field: NonNullable<TrustFormProps["error"]>["field"]) =>
    error?.field === field ? error.text : undefined;
  return (
    <Card title={text("title")} text={text("text")}>
      <Form className="grid max-w-form gap-6" preventScrollReset>
        <input type="hidden" name="intent" value="change" />
        <TextField
          name="label"
          label={text("label")}
          hint={text("labelHint")}
          error={errorAt("label")}
          defaultValue={values.label}
          maxLength={60}
          required
        />
        <Checkbox
          name="createsUsers"
          label={text("createsUsers")}
          hint={text("createsUsersHint")}
          defaultChecked={values.createsUsers}
        />
        {mayTrust ? (
          <TextField
            name="trustedDomains"
            label={text("domains")}
            hint={text("domainsHint")}
            error={errorAt("trustedDomains")}
            defaultValue={values.trustedDomains}
            placeholder="example.com, example.org"
            autoCapitalize="none"
            spellCheck={false}
          />
        ) : (
          <div className="grid gap-1.5">
            <p className="font-medium">{text("domains")}</p>
            <p className="text-ink-soft">{text("domainsHint")}</p>
            <p className="wrap-anywhere">{values.trustedDomains || text("noDomains")}</p>
            <p className="text-xs text-ink-soft">{text("superusersOnly")}</p>
          </div>
        )}
        <TextAreaField
          name="groupMap"
          label={text("groupMap")}
          hint={text("groupMapHint")}
          error={errorAt("groupMap")}
          defaultValue={values.groupMap}
          placeholder="editors = editor"
          rows={Math.min(12, Math.max(3, values.groupMap.split("\n").length + 1))}
        />
        <Submit pending={pending}>{text("submit")}</Submit>
      </Form>
    </Card>
  );
}
