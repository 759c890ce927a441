import { and, inArray, isNotNull, sql, type Column, type SQL } from "drizzle-orm";

import type { Columns, Row } from "./condition.ts";

/** A row's own field as text; null without a row or such a field, and for everything but a text, a number or a boolean. */
export function fieldText(row: Row | null, field: string): string | null {
  const value = row && Object.hasOwn(row, field) ? row[field] : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** What a proof shows of a field. */
export function fieldSeen(row: Row | null, field: string): string {
  if (!row) return "no row";
  if (!Object.hasOwn(row, field)) return "no such field";
  return fieldText(row, field)?.slice(0, 200) ?? (row[field] === null ? "nothing" : "no text, number or boolean");
}

/** The column of that name; null for every name that the table does not have itself. */
export const findColumn = (columns: Columns, name: string): Column | null =>
  Object.hasOwn(columns, name) ? (columns[name] ?? null) : null;

/**
 * True for exactly the rows whose `fieldText` is one of `texts`. For columns that give something else than a text, a number or a boolean
 * (dates, JSON, lists, bytes, types of your own) it is false, even where a single value of JSON happens to be a text.
 */
export function whereFieldIn(columns: Columns, field: string, texts: readonly string[]): SQL {
  const column = findColumn(columns, field);
  if (column?.dataType === "string") return whereTextIn(column, texts);
  if (column?.dataType === "boolean") return inArray(sql`${column}::text`, texts);
  // By way of the text that the driver reads: a `real` 0.1 taken as a double is another number than the 0.1 that JavaScript gets.
  if (column?.dataType === "number") return inArray(sql`${column}::text::float8`, numbersWritten(texts));
  return sql`false`;
}

function whereTextIn(column: Column, texts: readonly string[]): SQL {
  if (column.columnType === "PgText" || column.columnType === "PgVarchar") return inArray(column, [...texts]);
  // `concat` writes a value as the driver gets it; a cast to text would cut the spaces of a `char` and add a /32 to an `inet`.
  return and(isNotNull(column), inArray(sql`concat(${column})`, texts)) ?? sql`false`;
}

// 1.50 and 1e3 are texts that no number is written as: JavaScript writes 1.5 and 1000.
const numbersWritten = (texts: readonly string[]) =>
  texts.filter((text) => String(Number(text)) === text).map((text) => Number(text));
