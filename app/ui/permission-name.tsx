import { Badge } from "./badge.tsx";
import { conditionText, type ConditionShown } from "./condition-text.ts";
import { useText } from "./intl.tsx";

/** A permission by its name, with the conditions under which it counts. */
export function PermissionName({ name, conditions }: { name: string; conditions: readonly ConditionShown[] }) {
  const text = useText("roles");
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge code tone="accent">
        {name}
      </Badge>
      {conditions.map((condition) => (
        <span key={conditionText(condition)} className="text-ink-soft wrap-anywhere whitespace-normal">
          {text("onlyWhere")} <code className="text-xs">{conditionText(condition)}</code>
        </span>
      ))}
    </span>
  );
}
