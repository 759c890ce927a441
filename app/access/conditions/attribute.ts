import { z } from "zod";

import type { ConditionType } from "../condition.ts";
import { settingList, settingName, settingText } from "../condition-settings.ts";
import { findAttribute } from "../principal.ts";

const settings = z.strictObject({ attribute: settingName, values: settingList(settingText) });

/** An attribute of the person is one of `values` (RU-09). */
export const attribute: ConditionType<z.infer<typeof settings>> = {
  type: "attribute",
  settings,
  holds(wanted, { principal }) {
    const value = findAttribute(principal, wanted.attribute);
    return value !== null && wanted.values.includes(value);
  },
  saw: (wanted, { principal }) => ({
    wanted: wanted.values.join(", "),
    [wanted.attribute]: findAttribute(principal, wanted.attribute) ?? "nothing",
  }),
};
