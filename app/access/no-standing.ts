import type { Standing } from "./role-graph.ts";

/** The standing of somebody without any role. In a file of its own: `principal.ts` needs it before the role graph is there. */
export const noStanding: Standing = Object.freeze({
  roles: Object.freeze([]),
  roleIds: Object.freeze([]),
  permissions: Object.freeze([]),
  grants: Object.freeze([]),
  fieldRules: Object.freeze({}),
  holdsAll: false,
});
