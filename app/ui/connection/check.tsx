import type { ConnectionCheck, Finding } from "../../auth/connection-check.ts";
import { Badge } from "../badge.tsx";
import { Card } from "../card.tsx";
import { Facts } from "../facts.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";
import { Notice } from "../notice.tsx";

/** Asks the place whether it can be used, and shows what came of it. */
export function CheckCard({ check }: { check: ConnectionCheck | undefined }) {
  const text = useText("admin.connection.check");
  return (
    <Card title={text("title")} text={text("text")}>
      <div className="grid gap-5">
        {check && <CheckOutcome check={check} />}
        <div>
          <IntentButton intent="check">{text(check ? "again" : "submit")}</IntentButton>
        </div>
      </div>
    </Card>
  );
}

function CheckOutcome({ check }: { check: ConnectionCheck }) {
  const text = useText("admin.connection.check");
  if (!check.ok) return <FlawNotice {...check} />;
  return (
    <div className="grid gap-4">
      <Notice tone="success">{text("usable")}</Notice>
      <Facts
        items={check.found.map(({ what, value }) => ({
          label: text(`found.${what}`),
          value: <Value {...{ value }} />,
        }))}
      />
    </div>
  );
}

/** Why the place cannot be used: what to mend, and below it exactly what was found. */
export function FlawNotice({ flaw, detail }: Extract<ConnectionCheck, { ok: false }>) {
  const text = useText("admin.connection.flaws");
  return (
    <Notice tone="danger">
      <p>{text(flaw)}</p>
      <p className="mt-1 font-mono text-xs wrap-anywhere select-all">{detail}</p>
    </Notice>
  );
}

function Value({ value }: Pick<Finding, "value">) {
  const text = useText("admin.connection.check");
  if (value === null) return <span className="text-ink-soft">{text("unsaid")}</span>;
  if (typeof value === "boolean") return text(value ? "yes" : "no");
  if (typeof value === "number") return value;
  if (typeof value === "string") return <code className="font-mono text-xs">{value}</code>;
  return (
    <span className="flex flex-wrap gap-1">
      {value.map((one) => (
        <Badge key={one} code>
          {one}
        </Badge>
      ))}
    </span>
  );
}
