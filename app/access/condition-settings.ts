import { z } from "zod";

/** A text in a setting. It can be stored and compared: PostgreSQL knows no NUL and no half of a surrogate pair. */
export const settingText = z
  .string()
  .max(200)
  .refine((text) => !text.includes("\0") && !/\p{Surrogate}/u.test(text), "Not a text that can be stored.");

/** The name of a field or an attribute in a setting. */
export const settingName = settingText.min(1);

/** A list in a setting: an empty one would never hold, which nobody means. */
export const settingList = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(100);
