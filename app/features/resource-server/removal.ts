import type { Removal } from "../removal.ts";

/** What `npm run remove -- resource-server` takes out besides this folder. */
export const removal: Removal = {
  files: ["tests/app/resource-server"],
  lists: ["app/guards/credential-readers.ts", "app/guards/schemes.server.ts"],
  cuts: [],
  shared: [
    {
      with: ["access-tokens", "authorization-server"],
      cuts: [{ file: "app/guards/any-credential.ts", text: ', "accessToken"' }],
    },
    {
      with: ["access-tokens"],
      files: ["app/auth/compact-jws.ts", "app/auth/jws.server.ts", "tests/attacks/data/jwt.json"],
      cuts: [
        {
          file: "tests/architecture.test.ts",
          text: '    expect(usersOf(/^(import|}) .*from "jose"/m, "lab/")).toEqual(["auth/jws.server.ts"]);\n',
        },
      ],
    },
  ],
  words: [],
  settings: ["Tokens of other issuers"],
  packages: ["jose"],
  tables: [],
};
