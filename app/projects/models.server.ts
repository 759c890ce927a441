import type { AnyModel } from "../access/model.server.ts";
import { projectModel } from "./project.model.server.ts";

/** Every kind of rows that is protected one by one: add your own, and pages that ask about any row know it. */
export const models: readonly AnyModel[] = [projectModel];
