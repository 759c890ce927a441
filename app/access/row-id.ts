import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

import { isId } from "../db/columns.ts";

/** The id of a row, of whichever type its table has. Shares keep it as text, so that 42 and "42" are one row (OP-03). */
export type RowId = string | number;

const largest: Readonly<Record<string, number>> = {
  smallint: 32_767,
  smallserial: 32_767,
  integer: 2_147_483_647,
  serial: 2_147_483_647,
  bigint: Number.MAX_SAFE_INTEGER,
  bigserial: Number.MAX_SAFE_INTEGER,
};

/** The id that a text means in this column: the one spelling that the database would give back. Null for any other text. */
export function readRowId(column: PgColumn, text: string): RowId | null {
  const type = column.getSQLType();
  if (type === "uuid") return isId(text) ? text : null;
  const most = largest[type];
  if (most === undefined) return text.length <= 200 && !text.includes("\0") ? text : null;
  const number = Number(text);
  return String(number) === text && Number.isInteger(number) && number >= 0 && number <= most ? number : null;
}

/** In SQL: an id that was kept as text, in the type of this column, so that its index can be used. */
export function asIdOf(column: PgColumn, text: SQLWrapper): SQL {
  const type = column.getSQLType();
  if (type === "uuid") return sql`${text}::uuid`;
  return type in largest ? sql`${text}::bigint` : sql`${text}`;
}
