/** A condition as it was stored: its type and its settings. */
export type ConditionShown = Readonly<{ type: string; strict?: unknown; [setting: string]: unknown }>;

/** A condition in one line: `time_window: startHour 9, endHour 17, timezone UTC (strict)`. */
export function conditionText({ type, strict, ...settings }: ConditionShown): string {
  const said = Object.entries(settings).map(([name, value]) => `${name} ${[value].flat().join(" or ")}`);
  return `${type}${said.length > 0 ? `: ${said.join(", ")}` : ""}${strict ? " (strict)" : ""}`;
}
