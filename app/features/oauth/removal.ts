import type { Removal } from "../removal.ts";

/** What `npm run remove -- oauth` takes out besides this folder. */
export const removal: Removal = {
  files: ["app/lab/openid", "tests/app/oauth", "tests/support/openid-visit.ts"],
  lists: ["app/lab/parts.ts"],
  cuts: [
    { file: "app/db/sessions.schema.ts", text: ' | "oauth"' },
    { file: "tests/app/lab.test.ts", text: ', "/openid/authorize"' },
    { file: "tests/app/lab.test.ts", text: '    expect(words).toContain("hs256-with-public-key");\n' },
  ],
  words: ["oauth", "methods.oauth"],
  settings: [],
  packages: ["arctic", "jose", "oidc-provider", "openid-client"],
  tables: ["provider_tokens"],
};
