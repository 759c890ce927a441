import type { ReactNode } from "react";

import { Badge } from "./badge.tsx";
import { ButtonLink } from "./button-link.tsx";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { conditionText, type ConditionShown } from "./condition-text.ts";
import { Form } from "./form.tsx";
import { GainIcon, LossIcon } from "./icons.ts";
import { useText } from "./intl.tsx";
import { Notice } from "./notice.tsx";
import { usePending } from "./pending.ts";

/** Something that people gain or lose by a change. */
export type GainShown =
  | { kind: "permission"; permission: string; conditions: readonly ConditionShown[] }
  | { kind: "role"; name: string }
  | { kind: "field"; model: string; field: string; access: string };

/** What a change does to people who have the same roles. */
export type EffectShown = {
  people: number;
  names: readonly string[];
  gains: readonly GainShown[];
  losses: readonly GainShown[];
  /** Addresses that open and close for them. */
  opens: readonly string[];
  closes: readonly string[];
};

type RulePreviewProps = {
  fields: Readonly<Record<string, string>>;
  outcome: { ok: true } | { ok: false; reason: RuleRefusal; message?: string };
  people: number;
  effects: readonly EffectShown[];
  /** More people, in groups too small to be shown. */
  others: { people: number; groups: number };
  /** The rules have changed since this was looked at. */
  isStale: boolean;
  backTo: string;
};

/** Why a change of the rules cannot be made. */
type RuleRefusal =
  | "beyond-own"
  | "circle"
  | "last-administrator"
  | "defined-in-code"
  | "gone"
  | "rules-changed"
  | "condition"
  | "malformed";

/** What a change of the rules would do to whom, before it is made: who gains, who loses what, and the button that makes it. */
export function RulePreview({ fields, outcome, people, effects, others, isStale, backTo }: RulePreviewProps) {
  const text = useText("rulePreview");
  const pending = usePending({ intent: "apply" });
  const errors = useText("roles.errors");
  if (!outcome.ok) return <Notice tone="danger">{errors(outcome.reason, { message: outcome.message ?? "" })}</Notice>;
  return (
    <Card title={text("title")} text={text("summary", { count: people })}>
      <div className="grid gap-5">
        {isStale && <Notice tone="warning">{errors("rules-changed")}</Notice>}
        {effects.map((effect) => (
          <Effect key={JSON.stringify([effect.names, effect.gains, effect.losses])} {...effect} />
        ))}
        {others.people > 0 && <p className="text-ink-soft">{text("others", others)}</p>}
        <div className="flex flex-wrap gap-3">
          <Form>
            {Object.entries(fields)
              .filter(([name]) => name !== "csrf" && name !== "intent")
              .map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
            <input type="hidden" name="intent" value="apply" />
            <Button tone="primary" pending={pending}>
              {text("apply")}
            </Button>
          </Form>
          <ButtonLink to={backTo}>{text("cancel")}</ButtonLink>
        </div>
      </div>
    </Card>
  );
}

function Effect({ people, names, gains, losses, opens, closes }: EffectShown) {
  const text = useText("rulePreview");
  const others = people - names.length;
  return (
    <section className="grid gap-3 rounded-md border border-line p-4">
      <p className="font-medium">
        {names.join(", ")}
        {others > 0 && ` ${text("andOthers", { count: others })}`}
      </p>
      <ul className="grid gap-2">
        {gains.map((gain) => (
          <Line key={`+${JSON.stringify(gain)}`} Icon={GainIcon} word={text("gains")} tone="success" gain={gain} />
        ))}
        {losses.map((loss) => (
          <Line key={`-${JSON.stringify(loss)}`} Icon={LossIcon} word={text("loses")} tone="danger" gain={loss} />
        ))}
      </ul>
      <Doors label={text("opens")} doors={opens} />
      <Doors label={text("closes")} doors={closes} />
    </section>
  );
}

function Doors({ label, doors }: { label: string; doors: readonly string[] }) {
  if (doors.length === 0) return null;
  return (
    <p className="text-ink-soft wrap-anywhere">
      {label} <code className="text-xs">{doors.join(", ")}</code>
    </p>
  );
}

type LineProps = { Icon: typeof GainIcon; word: string; tone: "success" | "danger"; gain: GainShown };

function Line({ Icon, word, tone, gain }: LineProps) {
  return (
    <li className="flex flex-wrap items-center gap-2">
      <Badge tone={tone}>
        <Icon className="mr-1 size-3.5" />
        {word}
      </Badge>
      <What gain={gain} />
    </li>
  );
}

function What({ gain }: { gain: GainShown }): ReactNode {
  const text = useText("rulePreview");
  if (gain.kind === "role") return text("role", { name: gain.name });
  if (gain.kind === "field") return text("field", gain);
  return (
    <span className="wrap-anywhere">
      <code>{gain.permission}</code>
      {gain.conditions.map((condition) => ` ${text("where", { condition: conditionText(condition) })}`)}
    </span>
  );
}
