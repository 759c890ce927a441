import { z } from "zod";

/** The body of every error (RFC 9457). */
export const problemAnswer = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string().describe("What clients read; the sentences may change."),
  timestamp: z.iso.datetime(),
  transaction_id: z.string().describe("Stands in our log and in the audit log as well."),
  missing: z.array(z.string()).optional().describe("The permissions, roles or fields that would have helped."),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
