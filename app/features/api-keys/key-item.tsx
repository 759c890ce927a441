import { Badge, type BadgeTone } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import { Confirm } from "#app/ui/confirm.tsx";
import { Form } from "#app/ui/form.tsx";
import { IntentButton } from "#app/ui/intent-button.tsx";
import { useText } from "#app/ui/intl.tsx";
import { usePending } from "#app/ui/pending.ts";
import { SelectField } from "#app/ui/select-field.tsx";
import { timeTag } from "#app/ui/time.tsx";
import type { KeyShown } from "./key-shown.ts";

const tones: Record<KeyShown["state"], BadgeTone> = {
  active: "success",
  ending: "warning",
  expired: "neutral",
  revoked: "neutral",
};

/** One key of a person's, and what can be done with it while it lives. */
export function KeyItem({ shown }: { shown: KeyShown }) {
  const text = useText("apiKeys");
  const { id, name, prefix, scopes, state } = shown;
  return (
    <li data-key-id={id} className="grid gap-3 py-4">
      <div className="grid gap-1 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>
        </p>
        <p>
          <code className="text-xs">{prefix}…</code>
        </p>
        <p className="flex flex-wrap gap-1.5">
          {scopes.length === 0 && <span className="text-ink-soft">{text("noScopes")}</span>}
          {scopes.map((scope) => (
            <Badge key={scope} code tone="accent">
              {scope}
            </Badge>
          ))}
        </p>
        <Dates shown={shown} />
      </div>
      {state !== "revoked" && state !== "expired" && (
        <div className="flex flex-wrap gap-3">
          {state === "active" && <Rotate shown={shown} />}
          <Confirm label={text("revoke.open")} consequence={text("revoke.consequence", { name })}>
            <IntentButton intent="revoke" fields={{ id }} tone="danger">
              {text("revoke.submit", { name })}
            </IntentButton>
          </Confirm>
        </div>
      )}
    </li>
  );
}

function Dates({ shown: { createdAt, lastUsedAt, expiresAt } }: { shown: KeyShown }) {
  const text = useText("apiKeys");
  return (
    <p className="text-ink-soft">
      {text.rich("created", timeTag(createdAt))},{" "}
      {lastUsedAt ? text.rich("lastUsed", timeTag(lastUsedAt)) : text("neverUsed")},{" "}
      {expiresAt ? text.rich("expires", timeTag(expiresAt)) : text("lasts")}
    </p>
  );
}

function Rotate({ shown: { id, name } }: { shown: KeyShown }) {
  const text = useText("apiKeys.rotate");
  const pending = usePending({ intent: "rotate", id });
  const graces = [
    { value: "0", label: text("now") },
    { value: "60", label: text("hour") },
    { value: "1440", label: text("day") },
  ];
  return (
    <Confirm label={text("open")} consequence={text("consequence")}>
      <Form preventScrollReset className="grid w-full max-w-form gap-4">
        <input type="hidden" name="intent" value="rotate" />
        <input type="hidden" name="id" value={id} />
        <SelectField name="graceMinutes" label={text("grace")} choices={graces} />
        <div>
          <Button tone="primary" pending={pending} aria-label={text("label", { name })}>
            {text("submit")}
          </Button>
        </div>
      </Form>
    </Confirm>
  );
}
