import { z } from "zod";

import type { ConditionType } from "../condition.ts";
import { settingList, settingName, settingText } from "../condition-settings.ts";
import { fieldSeen, fieldText, whereFieldIn } from "../row-field.ts";

const settings = z.strictObject({
  field: settingName,
  values: settingList(z.union([settingText, z.number(), z.boolean()])),
});

/**
 * The row's `field` is one of `values`, letter by letter as JavaScript writes it (RU-06): 1 is also "1". Never for null, dates, lists and
 * other things that are not a text, a number or a boolean.
 */
export const fieldMatch: ConditionType<z.infer<typeof settings>> = {
  type: "field_match",
  settings,
  holds({ field, values }, { row }) {
    const text = fieldText(row, field);
    // A loop and no `some`: this is the hot path of every decision, and settings are frozen.
    for (const value of values) if (String(value) === text) return true;
    return false;
  },
  saw: ({ field, values }, { row }) => ({ wanted: values.join(", "), [field]: fieldSeen(row, field) }),
  where: ({ field, values }, columns) => whereFieldIn(columns, field, values.map(String)),
};
