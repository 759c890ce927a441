import { z } from "zod";

import { minutes } from "#app/clock.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { listAnswer } from "#app/guards/list-answer.ts";
import { describe } from "#app/guards/operations.ts";
import { originOf } from "#app/guards/request-context.ts";
import { createKey } from "./create-key.server.ts";
import { newKeyFields } from "./key-fields.ts";
import { keyAnswer, madeKeyAnswer } from "./key-answer.ts";
import { keyJson } from "./key-json.ts";
import { flawedBody, keyNotMade } from "./key-refusals.ts";
import { keyShown } from "./key-shown.ts";
import { listKeys } from "./list-keys.server.ts";

// An address of the router's own carries `_routes`.
const queryShape = z.strictObject({
  cursor: z.guid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  _routes: z.string().optional(),
});

/** The caller's keys, newest first: `{ items, nextCursor }`. Never a key itself. */
export const loader = describe(
  { GET: { summary: "Your keys, newest first", query: queryShape, gives: { 200: listAnswer(keyAnswer) } } },
  guard({ signedIn: true }, async (args) => {
    const query = queryShape.safeParse(Object.fromEntries(new URL(args.request.url).searchParams));
    if (!query.success) return answerProblem(flawedBody(query.error), args);
    const { cursor: before, limit } = query.data;
    const { keys, older } = await listKeys(args.principal.userId, { before, limit });
    return Response.json({ items: keys.map((key) => keyJson(key)), nextCursor: older });
  }),
);

/** Makes a key for the caller: whoever the body may name, it is theirs (AK10). Keys make no keys: it takes a session that was confirmed lately (AK09). */
export const action = describe(
  { POST: { summary: "Make a key", takes: newKeyFields, gives: { 201: madeKeyAnswer }, refuses: [409] } },
  guard({ signedIn: true, fresh: minutes(10), limit: "30 per hour" }, async (args) => {
    const { principal, json, context, refuse } = args;
    const fields = newKeyFields.safeParse(json);
    if (!fields.success) return answerProblem(flawedBody(fields.error), args);
    const made = await createKey(principal, fields.data, originOf(context));
    if (!made.ok) throw await refuse(keyNotMade[made.reason]);
    return Response.json(keyJson(keyShown(made.row), made.key), { status: 201 });
  }),
);
