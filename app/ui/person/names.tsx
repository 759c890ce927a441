import type { FieldFlaws, Names } from "../../auth/account-fields.ts";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { useFieldFlaws } from "../field-flaws.ts";
import { Form } from "../form.tsx";
import { useText } from "../intl.tsx";
import { NameFields } from "../name-fields.tsx";
import { usePending } from "../pending.ts";
import { UsernameField } from "../username-field.tsx";

type PersonNamesProps = { values: Names; flaws?: FieldFlaws<keyof Names>; isTaken: boolean };

/** What somebody is called, to be changed. */
export function PersonNames({ values, flaws, isTaken }: PersonNamesProps) {
  const text = useText("admin.person.names");
  const flaw = useFieldFlaws(flaws);
  const pending = usePending({ intent: "rename" });
  return (
    <Card title={text("title")}>
      <Form className="grid max-w-form gap-5" preventScrollReset>
        <input type="hidden" name="intent" value="rename" />
        <NameFields values={values} flaw={flaw} />
        <UsernameField value={values.username} hint={text("hint")} flaw={flaw("username")} isTaken={isTaken} />
        <div>
          <Button pending={pending}>{text("submit")}</Button>
        </div>
      </Form>
    </Card>
  );
}
