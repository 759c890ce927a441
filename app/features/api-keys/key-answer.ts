import { z } from "zod";

/** A key as programs see it. */
export const keyAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});

/** The same in the one answer that has the key itself. */
export const madeKeyAnswer = keyAnswer.extend({ key: z.string(), message: z.string() });
