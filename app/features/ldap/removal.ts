import type { Removal } from "../removal.ts";

/** What `npm run remove -- ldap` takes out besides this folder. */
export const removal: Removal = {
  files: [
    "app/lab/directory",
    "tests/app/ldap",
    "tests/attacks/data/ldap-usernames.json",
    "tests/e2e/ldap*",
    "tests/e2e/through-directory.ts",
    "tests/peers/ldap*",
    "tests/peers/slapd*",
    "tests/support/bare-directory.ts",
  ],
  lists: ["app/auth/backends.server.ts", "app/lab/parts.ts", "tests/e2e/scenes.ts"],
  cuts: [
    { file: "app/db/sessions.schema.ts", text: ' | "ldap"' },
    {
      file: "app/auth/connection-check.ts",
      text: `
  | "switched-off"
  | "no-people"
  | "no-entry-id"
  | "service-account"
  | "no-base"
  | "wants-protection"
  | "certificate"
  | "refuses"`,
    },
    {
      file: "app/auth/connection-check.ts",
      text: `
    | "protection"
    | "people"
    | "withEmail"
    | "withGroups"`,
    },
    {
      file: "tests/architecture.test.ts",
      text: '    expect(usersOf(/^import .* from "ldapjs"/m)).toEqual(["lab/directory/ldap-server.ts"]);\n',
    },
  ],
  words: [
    "ldap",
    "methods.ldap",
    "admin.connections.kinds.ldap",
    "admin.connection.flaws.switched-off",
    "admin.connection.flaws.no-people",
    "admin.connection.flaws.no-entry-id",
    "admin.connection.flaws.service-account",
    "admin.connection.flaws.no-base",
    "admin.connection.flaws.wants-protection",
    "admin.connection.flaws.certificate",
    "admin.connection.flaws.refuses",
    "admin.connection.check.found.protection",
    "admin.connection.check.found.people",
    "admin.connection.check.found.withEmail",
    "admin.connection.check.found.withGroups",
  ],
  settings: ["Directories"],
  packages: ["@types/ldapjs", "ldapjs", "ldapts"],
  tables: ["directory_passwords"],
};
