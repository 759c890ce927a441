import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { Form } from "../form.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";
import { usePending } from "../pending.ts";
import { TextField } from "../text-field.tsx";

type PersonAttributesProps = {
  attributes: Record<string, string>;
  mayChange: boolean;
  /** What was typed and not taken, with the reason in words. */
  typed?: { name: string; value: string; error: string } | undefined;
};

/** What conditions may ask about somebody: names and values, one more to set. */
export function PersonAttributes({ attributes, mayChange, typed }: PersonAttributesProps) {
  const text = useText("admin.person.attributes");
  const all = Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return (
    <Card title={text("title")} text={text("text")}>
      <div className="grid gap-5">
        {all.length === 0 ? (
          <p className="text-ink-soft">{text("none")}</p>
        ) : (
          <ul className="-my-2.5 divide-y divide-line">
            {all.map(([name, value]) => (
              <li key={name} className="flex min-h-13 items-center justify-between gap-4 py-2.5">
                <span className="grid min-w-0 gap-x-4 wrap-anywhere sm:grid-cols-[10rem_minmax(0,1fr)]">
                  <span className="font-mono text-xs leading-5">{name}</span>
                  <span>{value}</span>
                </span>
                {mayChange && (
                  <IntentButton
                    intent="remove-attribute"
                    fields={{ name }}
                    size="small"
                    label={text("removeNamed", { name })}
                  >
                    {text("remove")}
                  </IntentButton>
                )}
              </li>
            ))}
          </ul>
        )}
        {mayChange && <SetAttribute key={JSON.stringify(attributes)} typed={typed} />}
      </div>
    </Card>
  );
}

function SetAttribute({ typed }: Pick<PersonAttributesProps, "typed">) {
  const text = useText("admin.person.attributes");
  const pending = usePending({ intent: "set-attribute" });
  return (
    <Form className="grid justify-items-start gap-4 border-t border-line pt-5" preventScrollReset>
      <input type="hidden" name="intent" value="set-attribute" />
      <div className="grid w-full max-w-form items-start gap-4 sm:grid-cols-2">
        <TextField
          name="name"
          label={text("name")}
          error={typed?.error}
          defaultValue={typed?.name}
          maxLength={41}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <TextField name="value" label={text("value")} defaultValue={typed?.value} maxLength={200} required />
      </div>
      <Button pending={pending}>{text("submit")}</Button>
    </Form>
  );
}
