import type { AccessLevel } from "../db/access-level.ts";
import type { AnyModel } from "./model.server.ts";
import type { Principal } from "./principal.ts";

/**
 * Rows as somebody may read them: a guarded field may be missing, and the compiler says so (FA-03), in the rows inside them too, one or a
 * list (FA-08).
 */
export type Readable<Row, M> = M extends { readonly guardedFields: readonly (infer Guarded)[] }
  ? Within<Omit<Row, Guarded & string>, M> & Partial<Within<Pick<Row, Guarded & keyof Row>, M>>
  : never;

type Within<Fields, M> = {
  [Field in keyof Fields]: M extends { readonly nested?: { readonly [Own in Field]: infer Inner } }
    ? ReadableValue<Fields[Field], Inner>
    : Fields[Field];
};

type ReadableValue<Value, M> = Value extends readonly (infer One)[]
  ? ReadableValue<One, M>[]
  : Value extends object
    ? Readable<Value, M>
    : Value;

/** What the principal may do with a field: of several roles the most permissive counts, everything for those who have everything (FA-06). */
export function accessTo(principal: Principal, model: AnyModel, field: string): AccessLevel {
  if (!model.guardedFields.includes(field)) return "writable";
  if (!principal.isAuthenticated || principal.pending) return "hidden";
  if (principal.holdsAll) return "writable";
  return principal.fieldRules[model.name]?.[field] ?? (model.unsetFields === "open" ? "writable" : "hidden");
}

/** What the principal may do with every field of a model (FA-02). */
export const fieldAccessOf = (principal: Principal, model: AnyModel): Readonly<Record<string, AccessLevel>> =>
  Object.fromEntries(Object.keys(model.columns).map((field) => [field, accessTo(principal, model, field)]));

/** True when the principal may read this field at all. Ask before sorting or filtering by it (AZ04). */
export const canRead = (principal: Principal, model: AnyModel, field: string): boolean =>
  accessTo(principal, model, field) !== "hidden";

/**
 * A row without the fields that the principal may not see (FA-03). Rows of other models inside it, one or a list, are treated alike by their
 * own rules (FA-08); which fields those may be, `nested` says.
 */
export function readable<M extends AnyModel, Row extends object>(
  principal: Principal,
  model: M,
  row: Row,
): Readable<Row, M> {
  const shown = Object.entries(row)
    .filter(([field]) => canRead(principal, model, field))
    .map(([field, value]) => [field, readableWithin(principal, model.nested?.[field], value)] as const);
  return Object.fromEntries(shown) as Readable<Row, M>;
}

function readableWithin(principal: Principal, model: AnyModel | undefined, value: unknown): unknown {
  if (!model || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => readableWithin(principal, model, one));
  return readable(principal, model, value);
}

/** The fields among `changes` that the principal may not change: refuse them all, as dropping some would hide a bug (FA-04). */
export const forbiddenFields = (principal: Principal, model: AnyModel, changes: object): string[] =>
  Object.keys(changes).filter((field) => accessTo(principal, model, field) !== "writable");
