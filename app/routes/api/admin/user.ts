import { z } from "zod";

import { changePerson, type Actor, type Change, type ChangeRefusal } from "#app/auth/change-person.server.ts";
import { personAnswer } from "#app/auth/person-answer.ts";
import { deletePerson, disable, enable } from "#app/auth/disable-person.server.ts";
import { rename } from "#app/auth/person-account.server.ts";
import { findPerson } from "#app/auth/person-detail.server.ts";
import { setStaff, setSuperuser } from "#app/auth/person-flags.server.ts";
import { setRoles } from "#app/auth/person-roles.server.ts";
import { minutes } from "#app/clock.ts";
import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describe } from "#app/guards/operations.ts";
import type { Refusal } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";

// Strict: a member that is not listed here, an id or a hash, changes nothing and is refused (AZ06).
const changesShape = z.strictObject({
  username: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  isActive: z.boolean().optional(),
  isStaff: z.boolean().optional(),
  isSuperuser: z.boolean().optional(),
  roles: z.array(z.string().max(255)).max(100).optional(),
});

/** One person. */
export const loader = describe(
  { GET: { summary: "One person", gives: { 200: personAnswer } } },
  guard({ can: "admin:users", via: anyCredential }, async (args) => {
    const person = await personWith(args.params.id);
    return person ? Response.json(person) : answerProblem(refusals.unknown, args);
  }),
);

/** PATCH changes what it names, all of it or nothing; DELETE shuts the account and has it erased after its days of grace (UM-16). */
export const action = describe(
  {
    PATCH: { summary: "Change a person", takes: changesShape, gives: { 200: personAnswer }, refuses: [409] },
    DELETE: { summary: "Delete an account, after days of grace", gives: { 204: null }, refuses: [409] },
  },
  guard({ can: "admin:users", fresh: minutes(10), limit: "60 per minute" }, async (args) => {
    const { request, params, principal, json, context } = args;
    const id = params.id ?? "";
    const actor = { principal, origin: originOf(context) };
    if (request.method === "DELETE") {
      const outcome = await changePerson(actor, id, [deletePerson]);
      return outcome.ok ? new Response(null, { status: 204 }) : answerProblem(refusalFor(outcome), args);
    }
    const parsed = changesShape.safeParse(json);
    if (!parsed.success) return answerProblem(badFields(parsed.error), args);
    const outcome = await changePerson(actor, id, await changesFor(parsed.data, actor));
    return outcome.ok ? Response.json(await personWith(id)) : answerProblem(refusalFor(outcome), args);
  }),
);

async function personWith(asked: string | undefined) {
  const found = await findPerson(asked ?? "");
  if (!found) return null;
  const { id, username, email, isActive, isStaff, isSuperuser, roles } = found;
  return { id, username, email, isActive, isStaff, isSuperuser, roles: roles.map(({ name }) => name) };
}

async function changesFor(asked: z.output<typeof changesShape>, actor: Actor): Promise<Change[]> {
  const { username, firstName, lastName, isActive, isStaff, isSuperuser, roles } = asked;
  const names = Object.entries({ username, firstName, lastName }).filter(([, name]) => name !== undefined);
  return [
    ...(names.length > 0 ? [rename(Object.fromEntries(names))] : []),
    ...(isStaff === undefined ? [] : [setStaff(isStaff)]),
    ...(isSuperuser === undefined ? [] : [setSuperuser(isSuperuser)]),
    ...(roles === undefined ? [] : [await setRoles(actor, roles)]),
    ...(isActive === undefined ? [nothing] : [isActive ? enable : disable]),
  ];
}

// So that a person who is not there is noticed even when nothing is to be changed.
const nothing: Change = async () => ({ ok: true, happened: [] });

const refusal = (status: Refusal["status"], code: Refusal["code"], detail: string): Refusal => ({
  status,
  code,
  detail,
});

const refusals: Record<ChangeRefusal["reason"], Refusal> = {
  unknown: refusal(404, "USER_NOT_FOUND", "There is nobody with this id."),
  superuser: refusal(403, "SUPERUSER_ONLY", "Only a superuser may do this."),
  "beyond-own-rights": refusal(403, "BEYOND_OWN_RIGHTS", "This holds more than you hold yourself."),
  yourself: refusal(409, "NOT_YOURSELF", "Nobody does this to themselves."),
  "last-superuser": refusal(409, "LAST_SUPERUSER", "This is the last superuser."),
  "username-taken": refusal(409, "USERNAME_TAKEN", "Somebody else has this username."),
  "unknown-role": refusal(400, "VALIDATION_FAILED", "There is no such role."),
  names: refusal(400, "VALIDATION_FAILED", "Some fields are not right."),
  attribute: refusal(400, "VALIDATION_FAILED", "This is no attribute."),
  "too-many-attributes": refusal(400, "VALIDATION_FAILED", "There are too many attributes."),
  disabled: refusal(409, "ACCOUNT_DISABLED", "The account is disabled."),
  limited: refusal(429, "RATE_LIMITED", "Too many mails."),
};

function refusalFor(outcome: ChangeRefusal): Refusal {
  const known = refusals[outcome.reason];
  if (outcome.reason !== "names") return known;
  return {
    ...known,
    errors: Object.entries(outcome.fields).map(([field, flaw]) => ({ field, message: String(flaw) })),
  };
}

function badFields({ issues }: z.ZodError): Refusal {
  const errors = issues.flatMap((issue) => {
    const fields = issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0] ?? "")];
    return fields.map((field) => ({ field, message: issue.message }));
  });
  return { ...refusals.names, errors };
}
