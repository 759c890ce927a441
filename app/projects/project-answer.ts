import { z } from "zod";

import { projectStatuses } from "./projects.schema.ts";

/** A project as programs see it; a field that the caller may not read is left out (FA-02). */
export const projectAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(projectStatuses),
  budget: z.int().optional(),
  ownerId: z.uuid(),
  createdAt: z.iso.datetime(),
});
