/** Every permission there is, with the sentence an administrator reads. A name that is not here does not compile (C-16, RB-01). */
export const permissionCatalogue = {
  "project:read": "See projects",
  "project:create": "Start a project",
  "project:update": "Change a project",
  "project:archive": "Archive a project",
  "project:delete": "Delete a project",
  "admin:users": "Manage people",
  "admin:roles": "Manage roles and what they may do",
  "admin:connections": "Manage connections to other places",
  "admin:audit": "Read the audit log",
  "admin:sessions": "See and end sessions",
  "admin:why": "See why somebody may or may not do something",
} as const;

/** The name of a permission, `noun:verb`. */
export type Permission = keyof typeof permissionCatalogue;

/** The ways in which a permission may be spelled at the edges, where `readPermission` reads it (C-16). */
export type PermissionSpelling = Spellings<Permission>;
type Spellings<Name> = Name extends `${infer Noun}:${infer Verb}`
  ? Name | `${Noun}.${Verb}` | `${Verb}_${Noun}`
  : never;

/** All permission names. */
export const allPermissions = Object.keys(permissionCatalogue) as readonly Permission[];

/** True when `name` is a permission of the catalogue. */
export const isPermission = (name: string): name is Permission => Object.hasOwn(permissionCatalogue, name);

/** The permission that a text means: `project:read`, or `project.read` and `read_project` at the edges (C-16). Null for any other text. */
export const readPermission = (text: string): Permission | null =>
  allPermissions.find((permission) => spellingsOf(permission).includes(text)) ?? null;

function spellingsOf(permission: Permission): readonly string[] {
  const [noun, verb] = permission.split(":");
  return [permission, `${noun}.${verb}`, `${verb}_${noun}`];
}
