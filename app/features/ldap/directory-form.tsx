import { Checkbox } from "#app/ui/checkbox.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { literal } from "#app/ui/literal.ts";
import { PasswordField } from "#app/ui/password-field.tsx";
import { usePending } from "#app/ui/pending.ts";
import { SelectField } from "#app/ui/select-field.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { TextAreaField } from "#app/ui/text-area-field.tsx";
import { TextField } from "#app/ui/text-field.tsx";
import type { DirectoryProblem, TypedDirectory } from "./typed-directory.ts";

type DirectoryFormProps = {
  /** What was typed before, without the password. */
  typed?: Omit<TypedDirectory, "secret"> | undefined;
  flaw?: DirectoryProblem["reason"] | undefined;
};

const fields = [
  { name: "name", required: true, placeholder: "staff", standard: "" },
  { name: "label", required: true, placeholder: "", standard: "" },
  { name: "url", required: true, placeholder: "ldaps://directory.example.com", standard: "" },
  { name: "baseDn", required: true, placeholder: "dc=example,dc=com", standard: "" },
  { name: "bindDn", required: true, placeholder: "cn=gatehouse,ou=services,dc=example,dc=com", standard: "" },
] as const;
const finer = [
  { name: "userAttribute", required: false, placeholder: "uid", standard: "uid" },
  { name: "filter", required: false, placeholder: "(objectClass=inetOrgPerson)", standard: "" },
  { name: "emailDomain", required: false, placeholder: "example.com", standard: "" },
  { name: "groupBaseDn", required: false, placeholder: "ou=groups,dc=example,dc=com", standard: "" },
] as const;
const searches = ["direct", "nested", "in-chain"] as const;

/** Asks where a directory is, as whom to look people up, and what there they are called. */
export function DirectoryForm({ typed, flaw }: DirectoryFormProps) {
  const text = useText("ldap.add");
  const pending = usePending({}, "/admin/connections/new-ldap");
  const errorAt = (name: Exclude<DirectoryProblem["reason"], "directory">) =>
    flaw === name ? text(`errors.${name}`) : undefined;
  const field = ({ name, required, placeholder, standard }: (typeof fields | typeof finer)[number]) => (
    <TextField
      {...literal}
      key={name}
      name={name}
      label={text(`fields.${name}`)}
      hint={text(`hints.${name}`)}
      error={errorAt(name) ?? (name === "name" ? errorAt("name-taken") : undefined)}
      defaultValue={typed?.[name] ?? standard}
      placeholder={placeholder}
      required={required}
    />
  );
  return (
    <Form className="grid max-w-form gap-6">
      {fields.map(field)}
      <PasswordField
        name="secret"
        label={text("fields.secret")}
        hint={text("hints.secret")}
        error={errorAt("secret")}
        autoComplete="new-password"
      />
      <Checkbox
        name="startTls"
        label={text("fields.startTls")}
        hint={text("hints.startTls")}
        defaultChecked={typed?.startTls}
      />
      <TextAreaField
        name="ca"
        label={text("fields.ca")}
        hint={text("hints.ca")}
        error={errorAt("ca")}
        defaultValue={typed?.ca}
        rows={3}
      />
      {finer.map(field)}
      <SelectField
        name="groups"
        label={text("fields.groups")}
        choices={searches.map((value) => ({ value, label: text(`searches.${value}`) }))}
        defaultValue={typed?.groups ?? "direct"}
      />
      <Submit pending={pending}>{text("submit")}</Submit>
    </Form>
  );
}
