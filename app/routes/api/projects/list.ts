import { answerProblem } from "#app/guards/answer-problem.server.ts";
import { anyCredential } from "#app/guards/any-credential.ts";
import { guard } from "#app/guards/guard.server.ts";
import { listAnswer } from "#app/guards/list-answer.ts";
import { describe } from "#app/guards/operations.ts";
import { refusalForRow } from "#app/guards/refusal.ts";
import { originOf } from "#app/guards/request-context.ts";
import { createProject } from "#app/projects/change-projects.server.ts";
import { findProjectQuery, projectQuery } from "#app/projects/project-query.ts";
import { listProjects, projectJson } from "#app/projects/projects.server.ts";
import { newProject } from "#app/projects/project-fields.ts";
import { projectAnswer } from "#app/projects/project-answer.ts";
import { flawedFields } from "#app/ui/project-flaws.ts";

/** The projects that the caller may read, a page at a time: `?cursor=&limit=&status=`. */
export const loader = describe(
  { GET: { summary: "The projects that you may see", query: projectQuery, gives: { 200: listAnswer(projectAnswer) } } },
  guard({ signedIn: true, via: anyCredential, services: true }, async (args) => {
    const query = findProjectQuery(new URL(args.request.url).searchParams);
    if (!query)
      return answerProblem(
        { status: 400, code: "BAD_REQUEST", detail: "Ask with cursor, limit (at most 100) and status only." },
        args,
      );
    const { items, nextCursor } = await listProjects(args.principal, query);
    return Response.json({ items: items.map((project) => projectJson(args.principal, project)), nextCursor });
  }),
);

/** Starts a project; it belongs to the caller, who has to be a person. */
export const action = describe(
  { POST: { summary: "Start a project", takes: newProject, gives: { 201: projectAnswer } } },
  guard({ each: { POST: "project:create" }, limit: "60 per minute", via: anyCredential }, async (args) => {
    const { principal, json, context, refuse } = args;
    const outcome = await createProject(principal, json, originOf(context));
    if (!outcome.ok)
      return outcome.reason === "flawed"
        ? answerProblem(flawedFields(outcome.flaws), args)
        : refuse(refusalForRow(outcome));
    const headers = { Location: `/api/projects/${outcome.project.id}` };
    return Response.json(projectJson(principal, outcome.project), { status: 201, headers });
  }),
);
