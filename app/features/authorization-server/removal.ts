import type { Removal } from "../removal.ts";

/** What `npm run remove -- authorization-server` takes out besides this folder. */
export const removal: Removal = {
  files: [
    "tests/app/authorization-server",
    "tests/app/*/clients*",
    "tests/peers/authlib*",
    "tests/e2e/authorization-server*",
    "tests/e2e/applications.ts",
  ],
  lists: [
    "app/auth/when-closed.server.ts",
    "app/guards/credential-readers.ts",
    "app/guards/directions.server.ts",
    "app/guards/schemes.server.ts",
    "tests/e2e/scenes.ts",
  ],
  cuts: [
    {
      file: "app/audit/events.ts",
      text: '  "application.allowed",\n  "application.withdrawn",\n  "application.reused",\n  "client.created",\n  "client.changed",\n  "client.removed",\n',
    },
    { file: "app/ui/settings-nav.tsx", text: '  "applications",\n' },
    { file: "app/ui/admin-pages.ts", text: '  { page: "clients", permission: "admin:connections" },\n' },
    { file: "tests/app/walk-oracle.ts", text: 'import { whenServing } from "#tests/support/serving.ts";\n' },
    { file: "app/guards/url-rules.ts", text: ', "/admin/clients/**"' },
  ],
  shared: [
    {
      with: ["access-tokens", "resource-server"],
      cuts: [{ file: "app/guards/any-credential.ts", text: ', "accessToken"' }],
    },
  ],
  words: [
    "applications",
    "settings.applications",
    "admin.clients",
    "admin.pages.clients",
    "activity.events.application",
    "activity.events.client",
  ],
  settings: [],
  packages: ["light-my-request", "oauth4webapi", "oidc-provider", "openid-client"],
  tables: ["consents", "protocol_records", "clients"],
};
