import type { ReactNode } from "react";

import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { Confirm } from "../confirm.tsx";
import { Form } from "../form.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";
import { usePending } from "../pending.ts";
import type { MayDo, ShownPerson } from "./shown-person.ts";

type PersonAccessProps = { person: ShownPerson; name: string; may: MayDo; graceDays: number };

/** What opens and shuts an account: flags, a link for a new password, disabling, deleting. Says of each what it does before it is done. */
export function PersonAccess({ person, name, may, graceDays }: PersonAccessProps) {
  const text = useText("admin.person.access");
  return (
    <Card title={text("title")}>
      <ul className="-my-4 divide-y divide-line">
        {may.staff && (
          <Row title={text("staff.title")} about={text("staff.text")}>
            <IntentButton intent={person.isStaff ? "staff-off" : "staff-on"}>
              {text(person.isStaff ? "staff.off" : "staff.on")}
            </IntentButton>
          </Row>
        )}
        {may.superuser && <Superuser person={person} name={name} />}
        {person.isActive && (
          <Row title={text("reset.title")} about={text("reset.text", { email: person.email })}>
            <IntentButton intent="send-reset">{text("reset.submit")}</IntentButton>
          </Row>
        )}
        {!may.isYou && <Disable person={person} name={name} />}
        {!may.isYou && !person.erasedAfter && <Delete name={name} graceDays={graceDays} />}
        {may.isYou && <Row title={text("you.title")} about={text("you.text")} />}
      </ul>
    </Card>
  );
}

function Row({ title, about, children }: { title: string; about: string; children?: ReactNode }) {
  return (
    <li className="grid gap-3 py-4">
      <div className="max-w-prose">
        <h3 className="text-sm">{title}</h3>
        <p className="mt-0.5 text-ink-soft">{about}</p>
      </div>
      {children && <div>{children}</div>}
    </li>
  );
}

type About = { person: ShownPerson; name: string };

function Superuser({ person, name }: About) {
  const text = useText("admin.person.access.superuser");
  const way = person.isSuperuser ? "off" : "on";
  return (
    <Row title={text("title")} about={text("text")}>
      <Confirm label={text(`${way}.open`)} consequence={text(`${way}.consequence`, { name })}>
        <IntentButton intent={`superuser-${way}`} tone="danger">
          {text(`${way}.submit`)}
        </IntentButton>
      </Confirm>
    </Row>
  );
}

function Disable({ person, name }: About) {
  const text = useText("admin.person.access");
  if (!person.isActive)
    return (
      <Row title={text("enable.title")} about={text(person.erasedAfter ? "enable.keep" : "enable.text")}>
        <IntentButton intent="enable">{text("enable.submit")}</IntentButton>
      </Row>
    );
  return (
    <Row title={text("disable.title")} about={text("disable.text")}>
      <Confirm label={text("disable.open")} consequence={text("disable.consequence", { name })}>
        <IntentButton intent="disable" tone="danger">
          {text("disable.submit")}
        </IntentButton>
      </Confirm>
    </Row>
  );
}

function Delete({ name, graceDays }: { name: string; graceDays: number }) {
  const text = useText("admin.person.access.delete");
  const pending = usePending({ intent: "delete" });
  return (
    <Row title={text("title")} about={text("text", { days: graceDays })}>
      <Confirm label={text("open")} consequence={text("consequence", { name, days: graceDays })}>
        <Form>
          <input type="hidden" name="intent" value="delete" />
          <Button tone="danger" pending={pending}>
            {text("submit")}
          </Button>
        </Form>
      </Confirm>
    </Row>
  );
}
