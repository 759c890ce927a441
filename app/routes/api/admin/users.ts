import { z } from "zod";

import { listPeople, PEOPLE_A_PAGE, type ListedPerson } from "#app/auth/people.server.ts";
import { personAnswer } from "#app/auth/person-answer.ts";
import { peopleStates } from "#app/auth/people-states.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import { listAnswer } from "#app/guards/list-answer.ts";
import { describe } from "#app/guards/operations.ts";

// An address of the router's own carries `_routes`. Whatever else is not listed is refused: there is nothing to sort by (AZ24).
const queryShape = z.strictObject({
  q: z
    .string()
    .trim()
    .max(255)
    .regex(/^[^\0]*$/)
    .optional(),
  state: z.enum(peopleStates).optional(),
  role: z
    .string()
    .max(255)
    .regex(/^[^\0]*$/)
    .optional(),
  cursor: z.guid().optional(),
  limit: z.coerce.number().int().min(1).optional(),
  _routes: z.string().optional(),
});

/** People, newest first, up to a hundred at a time: `{ items, nextCursor }`. */
export const loader = describe(
  {
    GET: {
      summary: "People, newest first",
      query: queryShape,
      gives: { 200: listAnswer(personAnswer) },
      refuses: [400],
    },
  },
  guard({ can: "admin:users", via: anyCredential }, async (args) => {
    const parsed = queryShape.safeParse(Object.fromEntries(new URL(args.request.url).searchParams));
    if (!parsed.success) {
      const errors = parsed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ""), message }));
      return answerProblem(
        { status: 400, code: "VALIDATION_FAILED", detail: "This cannot be looked for.", errors },
        args,
      );
    }
    const { q, cursor, limit = PEOPLE_A_PAGE.usual, state, role } = parsed.data;
    const { people, older } = await listPeople({ search: q, state, role, before: cursor, limit });
    return Response.json({ items: people.map(itemOf), nextCursor: older });
  }),
);

const itemOf = ({ id, username, email, isActive, isStaff, isSuperuser, roles }: ListedPerson) => ({
  id,
  username,
  email,
  isActive,
  isStaff,
  isSuperuser,
  roles,
});
