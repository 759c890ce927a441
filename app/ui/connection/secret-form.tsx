import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { Form } from "../form.tsx";
import { useText } from "../intl.tsx";
import { PasswordField } from "../password-field.tsx";
import { usePending } from "../pending.ts";

/** A new secret for a connection. The one that it has is never shown. */
export function SecretForm({ error }: { error?: string | undefined }) {
  const text = useText("admin.connection.secret");
  const pending = usePending({ intent: "secret" });
  return (
    <Card title={text("title")} text={text("text")}>
      <Form className="grid max-w-form gap-5" preventScrollReset>
        <input type="hidden" name="intent" value="secret" />
        <PasswordField name="secret" label={text("label")} autoComplete="new-password" error={error} />
        <div>
          <Button pending={pending}>{text("submit")}</Button>
        </div>
      </Form>
    </Card>
  );
}
