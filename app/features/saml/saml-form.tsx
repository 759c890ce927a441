import { useState } from "react";

import { Addresses } from "#app/ui/connection/addresses.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { literal } from "#app/ui/literal.ts";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { MetadataFields } from "./metadata-fields.tsx";
import type { SamlProblem, TypedSaml } from "./typed-saml.ts";

type SamlFormProps = {
  typed?: TypedSaml | undefined;
  flaw?: SamlProblem["reason"] | undefined;
  /** What to register there, with NAME where the connection's name stands. */
  addresses: { metadata: string; callback: string };
};

/** Asks for what an identity provider is called here, and for its metadata. */
export function SamlForm({ typed, flaw, addresses }: SamlFormProps) {
  const text = useText("saml.add");
  const [name, setName] = useState(typed?.name ?? "");
  const pending = usePending({}, "/admin/connections/new-saml");
  const flawAt = (...reasons: SamlProblem["reason"][]) =>
    flaw && reasons.includes(flaw) ? text(`errors.${flaw}`) : undefined;
  const metadataFlaw = flawAt("metadata", "no-source", "two-sources");
  return (
    <Form className="grid max-w-form gap-6">
      <TextField
        {...literal}
        name="name"
        label={text("name")}
        hint={text("nameHint")}
        error={flawAt("name", "name-taken")}
        defaultValue={typed?.name}
        onChange={({ target }) => setName(target.value)}
        pattern="[a-z][a-z0-9\-]{0,25}"
        maxLength={26}
        required
      />
      <Addresses
        title={text("addresses")}
        hint={text(name ? "addressesHint" : "addressesPatternHint")}
        name={name}
        addresses={[addresses.metadata, addresses.callback]}
      />
      <TextField
        name="label"
        label={text("label")}
        hint={text("labelHint")}
        error={flawAt("label")}
        defaultValue={typed?.label}
        maxLength={60}
        autoComplete="off"
        required
      />
      <MetadataFields typed={typed} error={metadataFlaw ? { at: sourceIn(typed), text: metadataFlaw } : undefined} />
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}

const sourceIn = (typed: TypedSaml | undefined) => (typed?.metadata ? "metadata" : "metadataUrl");
