import type { Removal } from "../removal.ts";

/** What `npm run remove -- oauth` takes out besides this folder. */
export const removal: Removal = {
  files: [
    "app/lab/openid",
    "tests/app/connections.test.ts",
    "tests/app/connections-log.test.ts",
    "tests/app/connections-reach.test.ts",
    "tests/app/oauth",
    "tests/e2e/connection-scenes.ts",
    "tests/e2e/connections.spec.ts",
    "tests/e2e/oauth*",
    "tests/peers/openid*",
    "tests/support/oauth-sign-in.ts",
    "tests/support/openid-visit.ts",
  ],
  lists: ["app/lab/parts.ts", "tests/e2e/scenes.ts"],
  cuts: [
    { file: "app/db/sessions.schema.ts", text: ' | "oauth"' },
    { file: "tests/e2e/global-setup.ts", text: 'import { connectionStatements } from "./connection-scenes.ts";\n' },
    { file: "tests/e2e/global-setup.ts", text: "    await stage.change(connectionStatements);\n" },
    { file: "tests/e2e/shots.ts", text: 'import { connectionStatements } from "./connection-scenes.ts";\n' },
    { file: "tests/e2e/shots.ts", text: "    await stage.change(connectionStatements);\n" },
    { file: "tests/app/lab.test.ts", text: ', "/openid/authorize"' },
    { file: "tests/app/lab.test.ts", text: '    expect(words).toContain("hs256-with-public-key");\n' },
    { file: "vite.config.ts", text: 'const openId = ["openid-client", "oauth4webapi", "jose"];\n' },
    { file: "vite.config.ts", text: ', "arctic", /^@oslojs\\//, ...openId' },
  ],
  words: ["oauth", "methods.oauth", "admin.connections.kinds.openid", "admin.connections.kinds.oauth2"],
  settings: ["Signing in through others"],
  packages: ["@types/oidc-provider", "arctic", "jose", "oidc-provider", "openid-client"],
  tables: ["provider_tokens"],
};
