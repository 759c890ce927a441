import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import type { GuardedArgs } from "#app/guards/guarded.ts";
import { describe } from "#app/guards/operations.ts";
import { refusalForRow } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { deleteProject, updateProject } from "#app/projects/change-projects.server.ts";
import { projectModel } from "#app/projects/project.model.server.ts";
import { projectJson } from "#app/projects/projects.server.ts";
import { projectAnswer } from "#app/projects/project-answer.ts";
import { projectChanges } from "#app/projects/project-fields.ts";
import { flawedFields } from "#app/ui/project-flaws.ts";

/** One project, as the caller may read it. */
export const loader = describe(
  { GET: { summary: "One project", gives: { 200: projectAnswer } } },
  guard({ can: "project:read", on: projectModel, via: anyCredential, services: true }, ({ principal, row }) =>
    Response.json(projectJson(principal, row)),
  ),
);

/** Changes the fields that are sent, or deletes it. */
export const action = describe(
  {
    PATCH: { summary: "Change fields of a project", takes: projectChanges, gives: { 200: projectAnswer } },
    DELETE: { summary: "Delete a project", gives: { 204: null } },
  },
  guard(
    {
      on: projectModel,
      each: { PATCH: "project:update", DELETE: "project:delete" },
      limit: "60 per minute",
      via: anyCredential,
      services: true,
    },
    (args) => (args.asked === "PATCH" ? change(args) : remove(args)),
  ),
);

type Asked = GuardedArgs<{ on: typeof projectModel; via: typeof anyCredential; services: true }>;

async function change(args: Pick<Asked, "principal" | "row" | "json" | "request" | "context" | "refuse">) {
  const { principal, row, json, context, refuse } = args;
  const outcome = await updateProject(principal, row, json, originOf(context));
  if (outcome.ok) return Response.json(projectJson(principal, outcome.project));
  return outcome.reason === "flawed"
    ? answerProblem(flawedFields(outcome.flaws), args)
    : refuse(refusalForRow(outcome));
}

async function remove({ principal, row, context, refuse }: Pick<Asked, "principal" | "row" | "context" | "refuse">) {
  const outcome = await deleteProject(principal, row, originOf(context));
  return outcome.ok ? new Response(null, { status: 204 }) : refuse(refusalForRow(outcome));
}
