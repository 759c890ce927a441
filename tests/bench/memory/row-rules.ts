import type { Input } from "./start.ts";

const PEOPLE = 100;
const ROWS = 10;

export type ProjectRow = { id: string; ownerId: string; status: "draft" | "active" };

/** Who may change which project; `people` may change their own ones, and drafts. */
export type RowInput = Input & { people: string[]; questions: { person: string; row: ProjectRow }[] };

/**
 * The demo editor's rule: own projects, and drafts; and 1,000 questions that are answered with yes, half of them by the first condition and
 * half by the second. No refusals: ours would then ask the database whether the row was shared, which nobody else here can do.
 */
export function rowRules(): RowInput {
  const people = Array.from({ length: PEOPLE }, (_, n) => `00000000-0000-7000-9000-${String(n).padStart(12, "0")}`);
  const questions = people.flatMap((person) =>
    Array.from({ length: ROWS }, (_, n) => ({
      person,
      row: { id: `row-${n}`, ...(n % 2 ? own(person) : ({ ownerId: "somebody else", status: "draft" } as const)) },
    })),
  );
  return { people, questions, cases: questions.length, holding: questions.length };
}

const own = (person: string) => ({ ownerId: person, status: "active" }) as const;
