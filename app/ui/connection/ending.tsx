import { Card } from "../card.tsx";
import { Confirm } from "../confirm.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";

type EndingProps = { label: string; isEnabled: boolean; effect: { people: number; stranded: number } };

/** Switching a connection off and on again, and removing it with all that hangs on it. */
export function ConnectionEnding({ label, isEnabled, effect }: EndingProps) {
  const text = useText("admin.connection.ending");
  const consequence = effect.people === 0 ? text("nobody", { label }) : text("consequence", { label, ...effect });
  return (
    <Card title={text("title")}>
      <ul className="-my-4 divide-y divide-line">
        <li className="grid gap-3 py-4">
          <p className="max-w-prose text-ink-soft">{text(isEnabled ? "offText" : "onText")}</p>
          <div>
            <IntentButton intent={isEnabled ? "off" : "on"}>{text(isEnabled ? "off" : "on")}</IntentButton>
          </div>
        </li>
        <li className="grid gap-3 py-4">
          <p className="max-w-prose text-ink-soft">{text("removeText")}</p>
          <Confirm label={text("remove")} consequence={consequence}>
            <IntentButton intent="remove" tone="danger">
              {text("removeNow", { label })}
            </IntentButton>
          </Confirm>
        </li>
      </ul>
    </Card>
  );
}
