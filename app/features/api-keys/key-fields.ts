import { z } from "zod";

/** What a new key is made from. */
export const newKeyFields = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u), // one line that runs one way, or it turns the sentence that it stands in
  scopes: z
    .array(z.string().max(100))
    .max(100)
    .default([])
    .describe("Permissions, of which you must have each; left out, the key may do nothing that takes one."),
  expiresInDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .nullable()
    .default(null)
    .describe("From 1 to 365; left out, it lasts until it is revoked."),
});

/** What is to be rotated, and for how many minutes the old key goes on beside the new one. */
export const rotationFields = z.strictObject({
  id: z.string().max(100),
  graceMinutes: z
    .number()
    .int()
    .min(0)
    .max(24 * 60)
    .default(0)
    .describe("For how long the old key goes on, up to a day; left out, it ends at once."),
});

export type NewKeyFields = z.output<typeof newKeyFields>;
export type RotationFields = z.output<typeof rotationFields>;
