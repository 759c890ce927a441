import type { ShownField } from "./shown-operation.ts";

/** As much of JSON Schema as our schemas come out as. */
export type JsonSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
};

/** The fields of an object, with those inside of it behind a dot; of a list those of its items, behind brackets. */
export function fieldsOf(schema: JsonSchema | undefined, before = ""): ShownField[] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, field]) => {
    const isRequired = schema?.required?.includes(name) ?? false;
    const inner = field.type === "array" ? field.items : field;
    const path = `${before}${name}${field.type === "array" ? "[]" : ""}`;
    const below = inner?.properties ? fieldsOf(inner, `${path}.`) : [];
    return below.length > 0
      ? below
      : [{ name: path, type: typeOf(inner ?? {}), isRequired, description: field.description ?? "" }];
  });
}

/** The type of a field as a person would say it. */
function typeOf({ type, format, enum: values, const: only, anyOf }: JsonSchema): string {
  if (anyOf) return anyOf.map(typeOf).join(" | ");
  if (values) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  return format ?? type ?? "any";
}
