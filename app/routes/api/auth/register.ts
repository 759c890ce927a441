import { z } from "zod";

import { emailField, nameField, usernameField, type FieldFlaw } from "#app/auth/account-fields.ts";
import { registerByEmail } from "#app/auth/register-by-email.server.ts";
import { register, type RegisterOutcome } from "#app/auth/register.server.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import type { Refusal } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { text } from "#app/sentences.ts";
import { passwordSentence } from "#app/ui/password-flaws.ts";

type Refused = Exclude<RegisterOutcome, { ok: true }>;

// Said here for whoever reads it; the core reads each field by the same schemas, and says of every one what is wrong with it.
const newAccount = z.object({
  username: usernameField.optional(),
  email: emailField,
  password: z.string(),
  firstName: nameField.optional(),
  lastName: nameField.optional(),
});

/**
 * Registers as the page does; without a user name one is made from the address (RG-06). The answer is the same for a new and a taken
 * address, and no token comes with it (C-17).
 */
export const action = describe(
  {
    POST: {
      summary: "Register",
      takes: newAccount,
      gives: { 201: z.object({ status: z.literal("check-mail") }) },
      refuses: [409],
    },
  },
  guard({ open: "the way to an account", limit: "20 per hour" }, async (args) => {
    const { json, context } = args;
    const typed = typedIn(json);
    const outcome = await ("username" in json ? register : registerByEmail)(typed, originOf(context));
    return outcome.ok
      ? Response.json({ status: "check-mail" }, { status: 201 })
      : answerProblem(refusalFor(outcome, String(json.username)), args);
  }),
);

function typedIn(json: Readonly<Record<string, unknown>>) {
  // What is no text counts as left out, and is refused as that.
  const word = (name: string) => (typeof json[name] === "string" ? json[name] : "");
  return {
    username: word("username"),
    email: word("email"),
    password: word("password"),
    firstName: word("firstName"),
    lastName: word("lastName"),
  };
}

function refusalFor(refused: Refused, username: string): Refusal {
  if (refused.reason === "fields") return badFields(refused);
  return refused.reason === "username-taken"
    ? { status: 409, code: "USERNAME_TAKEN", detail: `Username '${username}' is already taken` }
    : { status: 409, code: "EMAIL_TAKEN", detail: "There is an account with that address." };
}

function badFields(refused: Extract<Refused, { reason: "fields" }>): Refusal {
  const flaws = Object.entries(refused.fields) as [string, FieldFlaw][];
  const errors = flaws.map(([field, flaw]) => ({ field, message: text(`fieldFlaws.${flaw}`, { field }) }));
  const password = refused.password.map((flaw) => ({ field: "password", message: passwordSentence(flaw) }));
  return {
    status: 400,
    code: "VALIDATION_FAILED",
    detail: "Some fields are not right.",
    errors: [...errors, ...password],
  };
}
