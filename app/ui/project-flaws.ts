import type { ProjectFlaw } from "#app/projects/project-fields.ts";
import { text } from "#app/sentences.ts";

/** What is wrong with the fields of a project, as a program is told. */
export const flawedFields = (flaws: readonly ProjectFlaw[]) => ({
  status: 400 as const,
  code: "VALIDATION_FAILED" as const,
  detail: "Some fields are not right.",
  errors: flaws.map(({ field, flaw }) => ({ field, message: text(`projects.flaws.${flaw}`) })),
});
