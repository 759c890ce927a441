import { defineModel } from "../access/model.server.ts";
import { projects } from "./projects.schema.ts";

/** Projects, as the access rules know them: shared one by one, and with a budget that not everybody sees. */
export const projectModel = defineModel({
  name: "project",
  table: projects,
  read: "project:read",
  guardedFields: ["budget"],
  unsetFields: "closed",
  titleField: "name",
  titleOf: (project) => project.name,
});
