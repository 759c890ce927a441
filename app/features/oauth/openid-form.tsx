import { useState } from "react";

import { Addresses } from "#app/ui/connection/addresses.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { literal } from "#app/ui/literal.ts";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import type { OpenIdProblem, TypedOpenId } from "./typed-openid.ts";

type OpenIdFormProps = {
  /** What was typed before, without the secret. */
  typed?: Omit<TypedOpenId, "secret"> | undefined;
  flaw?: OpenIdProblem["reason"] | undefined;
  /** With NAME where the connection's name stands. */
  callbackAddress: string;
};

/** Asks for what an OpenID provider is called here, and for what it has given us. */
export function OpenIdForm({ typed, flaw, callbackAddress }: OpenIdFormProps) {
  const text = useText("oauth.add");
  const [name, setName] = useState(typed?.name ?? "");
  const pending = usePending({}, "/admin/connections/new");
  const flawAt = (...reasons: OpenIdProblem["reason"][]) =>
    flaw && reasons.includes(flaw) ? text(`errors.${flaw}`) : undefined;
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
        pattern="[a-z][a-z0-9\-]{0,30}"
        maxLength={31}
        required
      />
      <Addresses
        title={text("callback")}
        hint={text(name ? "callbackHint" : "callbackPatternHint")}
        name={name}
        addresses={[callbackAddress]}
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
      <TextField
        {...literal}
        name="issuer"
        type="url"
        label={text("issuer")}
        hint={text("issuerHint")}
        error={flawAt("issuer")}
        defaultValue={typed?.issuer}
        placeholder="https://login.example.com/realms/staff"
        required
      />
      <TextField
        {...literal}
        name="clientId"
        label={text("clientId")}
        error={flawAt("clientId")}
        defaultValue={typed?.clientId}
        required
      />
      <PasswordField
        name="clientSecret"
        label={text("secret")}
        hint={text("secretHint")}
        error={flawAt("secret")}
        autoComplete="new-password"
      />
      <TextField
        {...literal}
        name="scopes"
        label={text("scopes")}
        hint={text("scopesHint")}
        error={flawAt("scopes")}
        defaultValue={typed?.scopes ?? "openid email profile"}
      />
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}
