import { minutes } from "#app/clock.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import { originOf } from "#app/guards/request-context.ts";
import { rotationFields } from "./key-fields.ts";
import { madeKeyAnswer } from "./key-answer.ts";
import { keyJson } from "./key-json.ts";
import { flawedBody, keyNotMade } from "./key-refusals.ts";
import { keyShown } from "./key-shown.ts";
import { rotateKey } from "./rotate-key.server.ts";

/** Puts a new key in the place of one of the caller's: `{ id, graceMinutes }` (AK-17, Z-10). */
export const action = describe(
  {
    POST: {
      summary: "Put a new key in the place of one",
      takes: rotationFields,
      gives: { 201: madeKeyAnswer },
      refuses: [404, 409],
    },
  },
  guard({ signedIn: true, fresh: minutes(10), limit: "30 per hour" }, async (args) => {
    const { principal, json, context, refuse } = args;
    const fields = rotationFields.safeParse(json);
    if (!fields.success) return answerProblem(flawedBody(fields.error), args);
    const made = await rotateKey(principal, fields.data, originOf(context));
    if (!made.ok) throw await refuse(keyNotMade[made.reason]);
    return Response.json(keyJson(keyShown(made.row), made.key), { status: 201 });
  }),
);
