import { Badge } from "../badge.tsx";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { Form } from "../form.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";
import { usePending } from "../pending.ts";
import { SelectField } from "../select-field.tsx";
import type { ShownPerson } from "./shown-person.ts";

type RoleChoice = { id: string; name: string; description: string };
type PersonRolesProps = { person: ShownPerson; handOuts: readonly RoleChoice[]; mayChange: boolean };

/** The roles somebody was given, what those bring along, and one more to give. */
export function PersonRoles({ person, handOuts, mayChange }: PersonRolesProps) {
  const text = useText("admin.person.roles");
  const { roles, inherited } = person;
  const free = handOuts.filter(({ id }) => !roles.some((role) => role.id === id));
  return (
    <Card title={text("title")} text={text("text")}>
      <div className="grid gap-5">
        {roles.length === 0 ? (
          <p className="text-ink-soft">{text("none")}</p>
        ) : (
          <ul className="-my-2.5 divide-y divide-line">
            {roles.map(({ id, name }) => (
              <li key={id} className="flex min-h-13 items-center justify-between gap-4 py-2.5">
                <Badge tone="accent">{name}</Badge>
                {mayChange && handOuts.some((role) => role.id === id) && (
                  <IntentButton
                    intent="take-role"
                    fields={{ role: id }}
                    size="small"
                    label={text("takeNamed", { name })}
                  >
                    {text("take")}
                  </IntentButton>
                )}
              </li>
            ))}
          </ul>
        )}
        {inherited.length > 0 && (
          <p className="flex flex-wrap items-center gap-2 text-ink-soft">
            {text("inherited")}
            {inherited.map((name) => (
              <Badge key={name}>{name}</Badge>
            ))}
          </p>
        )}
        {mayChange &&
          (free.length > 0 ? <GiveRole choices={free} /> : <p className="text-ink-soft">{text("noMore")}</p>)}
      </div>
    </Card>
  );
}

function GiveRole({ choices }: { choices: readonly RoleChoice[] }) {
  const text = useText("admin.person.roles");
  const pending = usePending({ intent: "give-role" });
  const named = choices.map(({ id, name, description }) => ({
    value: id,
    label: description ? text("choice", { name, description }) : name,
  }));
  const options = [{ value: "", label: text("choose") }, ...named]; // nobody is given the first role by a slip
  return (
    <Form className="flex flex-wrap items-end gap-3 border-t border-line pt-5" preventScrollReset>
      <input type="hidden" name="intent" value="give-role" />
      <div className="w-full max-w-form">
        <SelectField name="role" label={text("give")} choices={options} required />
      </div>
      <Button pending={pending}>{text("giveSubmit")}</Button>
    </Form>
  );
}
