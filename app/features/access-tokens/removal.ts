import type { Removal } from "../removal.ts";

/** What `npm run remove -- access-tokens` takes out besides this folder. */
export const removal: Removal = {
  files: [
    "tests/app/access-tokens",
    "tests/app/*/programs*",
    "tests/attacks/data/wycheproof",
    "tests/e2e/access-tokens*",
  ],
  lists: [
    "app/guards/credential-readers.ts",
    "app/guards/schemes.server.ts",
    "tests/app/credential-kinds.ts",
    "tests/e2e/scenes.ts",
  ],
  cuts: [
    { file: "app/guards/refusal.ts", text: '  | "ACCOUNT_UNCONNECTED"\n  | "EMAIL_UNVERIFIED"\n' },
    { file: "app/email/letter.ts", text: '  | "token-reused"\n' },
  ],
  shared: [
    {
      with: ["authorization-server", "resource-server"],
      cuts: [{ file: "app/guards/any-credential.ts", text: ', "accessToken"' }],
    },
    {
      with: ["resource-server"],
      files: ["app/auth/compact-jws.ts", "app/auth/jws.server.ts", "tests/attacks/data/jwt.json"],
      cuts: [
        {
          file: "tests/architecture.test.ts",
          text: '    expect(usersOf(/^(import|}) .*from "jose"/m, "lab/")).toEqual(["auth/jws.server.ts"]);\n',
        },
      ],
    },
  ],
  words: ["mail.tokenReused"],
  settings: ["Programs"],
  packages: ["jose"],
  tables: ["refresh_tokens"],
};
