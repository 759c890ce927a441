import { z } from "zod";

import type { StoredCondition } from "../db/access.schema.ts";
import { conditionTypes } from "./condition-types.ts";

/** One setting of a condition, as a form asks for it. A `list` is written with commas, a `flag` is a box to tick. */
export type SettingField = {
  readonly name: string;
  readonly kind: "text" | "number" | "list" | "flag";
  readonly isRequired: boolean;
  readonly initial: string;
};

/** The form of one type of condition, made from its schema (RU-07). */
export type ConditionForm = { readonly type: string; readonly fields: readonly SettingField[] };

type Property = { type?: string; default?: unknown };

/** The forms of all types there are. */
export const conditionForms: readonly ConditionForm[] = conditionTypes.map(({ type, settings }) => {
  const schema = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" });
  const required = schema.required ?? [];
  const properties = Object.entries(schema.properties ?? {}) as [string, Property][];
  const fields = properties.map(([name, property]) => ({
    name,
    kind: kindOf(property),
    isRequired: required.includes(name),
    initial: property.default === undefined ? "" : String(property.default),
  }));
  return { type, fields };
});

/**
 * Reads the conditions that a form sent: `condition.0` names the type of the first one, `condition.0.startHour` and so on its settings,
 * `condition.0.strict` whether it binds everybody. What is left empty is left out; whether the rest is right, `readCondition` says.
 */
export function readConditions(sent: (name: string) => string | null): StoredCondition[] {
  const conditions: StoredCondition[] = [];
  for (let place = 0; sent(`condition.${place}`) !== null; place++) {
    const form = conditionForms.find(({ type }) => type === sent(`condition.${place}`));
    if (form) conditions.push(readOne(form, (name) => sent(`condition.${place}.${name}`)));
  }
  return conditions;
}

function readOne({ type, fields }: ConditionForm, sent: (name: string) => string | null): StoredCondition {
  const settings = fields.flatMap((field) => {
    const text = sent(field.name)?.trim() ?? "";
    return text === "" ? [] : [[field.name, valueOf(field, text)] as const];
  });
  return { type, ...(sent("strict") ? { strict: true } : {}), ...Object.fromEntries(settings) };
}

function valueOf({ kind }: SettingField, text: string): unknown {
  if (kind === "number") return Number(text);
  if (kind === "flag") return true;
  return kind === "list"
    ? text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean)
    : text;
}

function kindOf({ type }: Property): SettingField["kind"] {
  if (type === "array") return "list";
  if (type === "integer" || type === "number") return "number";
  return type === "boolean" ? "flag" : "text";
}
