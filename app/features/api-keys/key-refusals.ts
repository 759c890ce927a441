import type { z } from "zod";

import { authRequired, notFound, type Refusal } from "#app/guards/refusal.ts";
import { MOST_KEYS } from "./most-keys.ts";

/** The answer to a body that is not what was asked for, field by field. */
export const flawedBody = ({ issues }: z.ZodError): Refusal => ({
  status: 400,
  code: "VALIDATION_FAILED",
  detail: "Some fields are not right.",
  errors: issues.flatMap((issue) => {
    const fields = issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0] ?? "")];
    return fields.map((field) => ({ field, message: issue.message }));
  }),
});

/** The answer where a key cannot be made, or not put in the place of another. */
export const keyNotMade: Record<"beyond" | "too-many" | "unknown" | "signed-out", Refusal> = {
  unknown: notFound,
  "signed-out": authRequired,
  beyond: {
    status: 403,
    code: "BEYOND_OWN_RIGHTS",
    detail: "A scope is none of your own rights.",
    reason: "beyond-own-rights",
  },
  "too-many": {
    status: 409,
    code: "TOO_MANY",
    detail: `You have ${MOST_KEYS} keys, the most that anybody can have. Revoke one first.`,
  },
};
