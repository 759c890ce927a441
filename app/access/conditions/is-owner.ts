import { eq, sql } from "drizzle-orm";
import { z } from "zod";

import type { ConditionType } from "../condition.ts";
import { settingName } from "../condition-settings.ts";
import { fieldSeen, findColumn, whereFieldIn } from "../row-field.ts";

const settings = z.strictObject({ ownerField: settingName });

/** The row belongs to the person who asks: its `ownerField` is their id. Never without a row (RU-03). */
export const isOwner: ConditionType<z.infer<typeof settings>> = {
  type: "is_owner",
  settings,
  holds: ({ ownerField }, { row, principal }) =>
    row !== null && Object.hasOwn(row, ownerField) && row[ownerField] === principal.userId,
  saw: ({ ownerField }, { row, principal }) => ({ user: principal.userId, [ownerField]: fieldSeen(row, ownerField) }),
  where({ ownerField }, columns, { userId }) {
    const column = findColumn(columns, ownerField);
    if (column?.columnType === "PgUUID") return eq(column, userId); // as it is, so that an index on the owner serves lists
    return column?.dataType === "string" ? whereFieldIn(columns, ownerField, [userId]) : sql`false`;
  },
};
