import { sql } from "drizzle-orm";
import { z } from "zod";

import type { ConditionType } from "../condition.ts";
import { settingName } from "../condition-settings.ts";
import { findAttribute } from "../principal.ts";
import { fieldSeen, fieldText, whereFieldIn } from "../row-field.ts";

const settings = z.strictObject({ attribute: settingName, field: settingName });

/** An attribute of the person says the same as the row's `field`: their department is its department (RU-09). */
export const attributeMatch: ConditionType<z.infer<typeof settings>> = {
  type: "attribute_match",
  settings,
  holds({ attribute, field }, { principal, row }) {
    const value = findAttribute(principal, attribute);
    return value !== null && value === fieldText(row, field);
  },
  saw: ({ attribute, field }, { principal, row }) => ({
    [`person's ${attribute}`]: findAttribute(principal, attribute) ?? "nothing",
    [`row's ${field}`]: fieldSeen(row, field),
  }),
  where({ attribute, field }, columns, principal) {
    const value = findAttribute(principal, attribute);
    return value === null ? sql`false` : whereFieldIn(columns, field, [value]);
  },
};
