import type { AnyModel } from "./access/model.server.ts";
import { projectModel } from "./projects/project.model.server.ts";

/** Every model whose rows and fields can be protected one by one: add your own here, and the pages of administrators know it. */
export const models: readonly AnyModel[] = [projectModel];

/** The model of this name, or null. */
export const findModel = (name: string): AnyModel | null => models.find((model) => model.name === name) ?? null;
