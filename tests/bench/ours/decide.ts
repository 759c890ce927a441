import { decide } from "#app/access/decide.server.ts";
import { compileRoleGraph } from "#app/access/role-graph.ts";
import { projectModel } from "#app/projects/project.model.server.ts";

import type { RowInput } from "../memory/row-rules.ts";
import { principal } from "./principals.ts";

/** Our decision about a row: the rules compiled to a standing for each person, and `decide` asked about it. */
export function prepare({ people, questions }: RowInput): () => number {
  const permission = "project:update";
  const graph = compileRoleGraph({
    version: 1,
    roles: [{ id: "editor", name: "editor", grantsAll: false }],
    parents: [],
    grants: [
      { id: "own", roleId: "editor", permission, conditions: [{ type: "is_owner", ownerField: "ownerId" }] },
      {
        id: "drafts",
        roleId: "editor",
        permission,
        conditions: [{ type: "field_match", field: "status", values: ["draft"] }],
      },
    ],
    fields: [],
  });
  const principals = new Map(people.map((person) => [person, principal(person, graph.standingOf(["editor"]))]));
  const asked = questions.map(({ person, row }) => ({
    who: principals.get(person) ?? principal(person, graph.standingOf([])),
    subject: { model: projectModel, row },
  }));
  return () => {
    let held = 0;
    // An answer to wait for would not be counted, and end the run.
    for (const { who, subject } of asked) if (decide(who, permission, subject) === true) held += 1;
    return held;
  };
}
