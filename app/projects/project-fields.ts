import { z } from "zod";

import { projectStatuses } from "./projects.schema.ts";

const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u); // one line that runs one way, or it turns the sentence that it stands in
const status = z.enum(projectStatuses);
const budget = z.int().min(0).max(1_000_000_000);

/** What a new project is made of. Its owner, its id and its age are not asked for, and sending them is a mistake (AZ06). */
export const newProject = z.strictObject({
  name,
  status: status.exclude(["archived"]).default("draft"),
  budget: budget.default(0),
});

/** What may be changed: any of these, and nothing else. */
export const projectChanges = z.strictObject({ name, status, budget }).partial();

export type NewProject = z.output<typeof newProject>;
export type ProjectChanges = z.output<typeof projectChanges>;

/** Something wrong with one field; `unknown` when there is no such field. */
export type ProjectFlaw = { field: string; flaw: "name" | "status" | "budget" | "unknown" };

/** What `schema` makes of the fields that were sent, or every flaw in them. Nothing is left out without a word. */
export function readFields<Values>(
  schema: z.ZodType<Values>,
  sent: Readonly<Record<string, unknown>>,
): { ok: true; values: Values } | { ok: false; reason: "flawed"; flaws: ProjectFlaw[] } {
  const read = schema.safeParse(sent);
  return read.success ? { ok: true, values: read.data } : { ok: false, reason: "flawed", flaws: flawsOf(read.error) };
}

function flawsOf({ issues }: z.ZodError): ProjectFlaw[] {
  const flaws = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((field): ProjectFlaw => ({ field, flaw: "unknown" }))
      : [{ field: String(issue.path[0]), flaw: issue.path[0] as "name" | "status" | "budget" }],
  );
  return flaws.filter(({ field }, index) => flaws.findIndex((one) => one.field === field) === index);
}

/** The fields of a form as a program would send them: the budget is a number, and a field that came twice is a list. */
export function sentByForm(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((one) => one !== "csrf" && one !== "intent");
  return Object.fromEntries(names.map((one) => [one, valueOf(one, form.getAll(one))]));
}

function valueOf(field: string, [value, ...more]: FormDataEntryValue[]): unknown {
  if (more.length > 0) return [value, ...more];
  return field === "budget" && typeof value === "string" && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : value;
}
