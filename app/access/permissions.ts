/** Every permission there is, with the sentence an administrator reads. A name that is not here does not compile (C-16, RB-01). */
export const permissionCatalogue = {
  "project:read": "See projects",
  "project:create": "Start a project",
  "project:update": "Change a project",
  "project:archive": "Archive a project",
  "project:delete": "Delete a project",
  "admin:users": "Manage people",
  "admin:roles": "Manage roles and what they may do",
  "admin:audit": "Read the audit log",
  "admin:sessions": "See and end sessions",
} as const;

/** The name of a permission, `noun:verb`. */
export type Permission = keyof typeof permissionCatalogue;

/** All permission names. */
export const allPermissions = Object.keys(permissionCatalogue) as readonly Permission[];

/** True when `name` is a permission of the catalogue. */
export const isPermission = (name: string): name is Permission => Object.hasOwn(permissionCatalogue, name);
