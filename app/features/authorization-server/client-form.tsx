import type { ReactNode } from "react";

import { Checkbox } from "#app/ui/checkbox.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { literal } from "#app/ui/literal.ts";
import { Notice } from "#app/ui/notice.tsx";
import { usePending } from "#app/ui/pending.ts";
import { Submit } from "#app/ui/submit.tsx";
import { TextAreaField } from "#app/ui/text-area-field.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import { useScopeWords } from "./scope-words.ts";
import { clientGrants, type ClientFlaw, type TypedClient } from "./typed-client.ts";

type ClientFormProps = {
  /** What stands in it: as it was typed, or as it is. */
  typed?: TypedClient | undefined;
  flaws: readonly ClientFlaw[];
  /** Every scope that there is. */
  scopes: readonly string[];
  /** A new one is asked as well whether it can keep a secret. */
  isNew: boolean;
};

const listFields = ["redirectUris", "postLogoutRedirectUris", "resources"] as const;

/** Asks for all that there is to say of an application. */
export function ClientForm({ typed, flaws, scopes, isNew }: ClientFormProps) {
  const text = useText("admin.clients.form");
  const wordsOf = useScopeWords();
  const intent = isNew ? "register" : "change";
  const pending = usePending({ intent });
  const flawAt = (field: ClientFlaw) => (flaws.includes(field) ? text(`flaws.${field}`) : undefined);
  return (
    <Form className="grid max-w-form gap-6">
      <input type="hidden" name="intent" value={intent} />
      <TextField
        {...literal}
        name="name"
        label={text("name")}
        hint={text("nameHint")}
        error={flawAt("name")}
        defaultValue={typed?.name}
        maxLength={60}
        required
      />
      <Choices legend={text("grants")} flaw={flawAt("grants")}>
        {clientGrants.map((grant) => (
          <Checkbox
            key={grant}
            name="grants"
            value={grant}
            label={text(`grant.${grant}`)}
            hint={text(`grantHint.${grant}`)}
            defaultChecked={typed ? typed.grants.includes(grant) : grant === "browser"}
          />
        ))}
      </Choices>
      {isNew && (
        <Choices legend={text("kind")} flaw={flawAt("keepsSecret")}>
          <Checkbox
            name="keepsSecret"
            label={text("keepsSecret")}
            hint={text("keepsSecretHint")}
            defaultChecked={typed?.keepsSecret ?? true}
          />
        </Choices>
      )}
      <Choices legend={text("trust")} flaw={flawAt("isFirstParty")}>
        <Checkbox
          name="isFirstParty"
          label={text("isFirstParty")}
          hint={text("isFirstPartyHint")}
          defaultChecked={typed?.isFirstParty ?? false}
        />
      </Choices>
      {listFields.map((field) => (
        <TextAreaField
          key={field}
          name={field}
          label={text(field)}
          hint={text(`${field}Hint`)}
          error={flawAt(field)}
          defaultValue={typed?.[field].join("\n")}
          rows={3}
        />
      ))}
      <Choices legend={text("scopes")} flaw={flawAt("scopes") ?? flawAt("beyond")}>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            label={wordsOf(scope)}
            hint={scope}
            defaultChecked={typed ? typed.scopes.includes(scope) : scope === "openid"}
          />
        ))}
      </Choices>
      <TextField
        {...literal}
        name="account"
        label={text("account")}
        hint={text("accountHint")}
        error={flawAt("account")}
        defaultValue={typed?.account}
      />
      <Submit pending={pending}>{text(intent)}</Submit>
    </Form>
  );
}

function Choices({ legend, flaw, children }: { legend: string; flaw?: string | undefined; children: ReactNode }) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium">{legend}</legend>
      {flaw && <Notice tone="danger">{flaw}</Notice>}
      {children}
    </fieldset>
  );
}
