import { defineRoles } from "./access/define-roles.ts";
import { models } from "./models.server.ts";

const isOwner = { type: "is_owner", ownerField: "ownerId" } as const;
const isDraft = { type: "field_match", field: "status", values: ["draft"] } as const;

/**
 * The roles of this product: `npm run db:migrate` and `npm run dev` bring them into the database, and change there what changed here since
 * last time. Who has which role is data; administrators may make roles of their own and add to these. Whoever registers becomes `viewer`.
 */
export const roles = defineRoles(
  {
    viewer: {
      description: "Sees projects",
      grants: ["project:read"],
      fields: { project: { budget: "hidden" } },
    },
    editor: {
      description: "Starts projects and looks after their own",
      inherits: ["viewer"],
      grants: [
        "project:create",
        ["project:update", isOwner],
        ["project:update", isDraft],
        ["project:archive", isOwner],
      ],
      fields: { project: { budget: "readonly" } },
    },
    admin: {
      description: "Runs the place",
      inherits: ["editor"],
      grants: [
        "project:update",
        "project:archive",
        "project:delete",
        "admin:users",
        "admin:roles",
        "admin:connections",
        "admin:audit",
        "admin:sessions",
        "admin:why",
      ],
      fields: { project: { budget: "writable" } },
    },
  },
  models,
);

/** The name of a role that the code defines. */
export type RoleName = keyof typeof roles;
