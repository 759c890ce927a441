import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Form } from "#app/ui/form.tsx";
import { useText } from "#app/ui/intl.tsx";
import { usePending } from "#app/ui/pending.ts";
import { MetadataFields } from "./metadata-fields.tsx";

type ReplaceFormProps = { typed: { metadata: string; metadataUrl: string }; error?: string | undefined };

/** Takes newer metadata of the same identity provider. */
export function ReplaceForm({ typed, error }: ReplaceFormProps) {
  const text = useText("saml.replace");
  const pending = usePending({ intent: "metadata" });
  const at = typed.metadata ? "metadata" : "metadataUrl";
  return (
    <Card title={text("title")} text={text("text")}>
      <Form className="grid max-w-form gap-6" preventScrollReset>
        <input type="hidden" name="intent" value="metadata" />
        <MetadataFields typed={typed} error={error ? { at, text: error } : undefined} />
        <div>
          <Button pending={pending}>{text("submit")}</Button>
        </div>
      </Form>
    </Card>
  );
}
