import { eq, getTableColumns, type InferSelectModel } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";

import { db, type Database } from "../db/client.server.ts";
import type { Columns } from "./condition.ts";
import type { Permission } from "./permissions.ts";
import { readRowId, type RowId } from "./row-id.ts";

/** A table with an id, whose rows are protected one by one. */
export type ModelTable = PgTable & { id: PgColumn; $inferSelect: { id: RowId } };

/** What to ask about: one row of one model. */
export type Subject = {
  readonly model: AnyModel;
  readonly row: Readonly<Record<string, unknown>> & { readonly id: RowId };
};

/** Models by the fields under which their rows are handed out. */
export type NestedModels = { readonly [field: string]: AnyModel };

/** A kind of rows that grants, conditions and field rules can be about. */
export type Model<
  Table extends ModelTable = ModelTable,
  Guarded extends string = string,
  Nested extends NestedModels = NestedModels,
> = {
  /** How it is called in grants and field rules. */
  readonly name: string;
  readonly table: Table;
  readonly columns: Columns;
  /** Who may not do this to a row is told that there is no such row (decision on statuses). */
  readonly read: Permission;
  /** The fields that roles can be given or denied; all others are as open as the row is. */
  readonly guardedFields: readonly Guarded[];
  /** What holds for a guarded field that no role of a person says anything about: closed means hidden (C-20). */
  readonly unsetFields: "open" | "closed";
  /** The fields under which rows of other models are handed out along with a row, one or a list. */
  readonly nested?: Nested;
  /** The column that says what a row is called, for finding it by that. */
  readonly titleField: string;
  /** What a row is called on pages. */
  readonly titleOf: (row: InferSelectModel<Table>) => string;
  /** The row with this id, or null; also for a text that is no id at all. */
  readonly find: (id: string, database?: Database) => Promise<InferSelectModel<Table> | null>;
};

/** Any model: what is the same for all of them. Rows are what a database row can be, with an id. */
export type AnyModel = Omit<Model, "titleOf" | "find"> & {
  readonly titleOf: (row: never) => string;
  readonly find: (id: string, database?: Database) => Promise<Subject["row"] | null>;
};

/** The rows of a model. */
export type RowOf<M> = M extends { readonly table: infer Table extends ModelTable } ? InferSelectModel<Table> : never;

/** Describes a model. On its table belongs the trigger `auth.forget_object_grants` (OP-06): a migration adds it. */
export function defineModel<
  Table extends ModelTable,
  const Guarded extends string & keyof InferSelectModel<Table>,
  Nested extends NestedModels = Record<never, never>,
>(
  model: Omit<Model<Table, Guarded, Nested>, "columns" | "find" | "titleField"> & {
    titleField: string & keyof InferSelectModel<Table>;
  },
): Model<Table, Guarded, Nested> {
  const { table } = model;
  return Object.freeze({
    ...model,
    columns: getTableColumns(table),
    async find(id: string, database: Database = db) {
      const rowId = readRowId(table.id, id);
      if (rowId === null) return null;
      const rows = await database
        .select()
        .from(table as ModelTable)
        .where(eq(table.id, rowId))
        .limit(1);
      return (rows[0] as InferSelectModel<Table> | undefined) ?? null;
    },
  });
}
