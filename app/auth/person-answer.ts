import { z } from "zod";

/** A person as programs of administrators see them. */
export const personAnswer = z.object({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  isActive: z.boolean(),
  isStaff: z.boolean(),
  isSuperuser: z.boolean(),
  roles: z.array(z.string()),
});
