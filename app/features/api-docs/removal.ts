import type { Removal } from "../removal.ts";

/** What `npm run remove -- api-docs` takes out besides this folder. */
export const removal: Removal = {
  files: ["tests/app/api-docs", "tests/e2e/api-docs*"],
  lists: ["tests/e2e/scenes.ts"],
  cuts: [
    {
      file: "README.md",
      text: "`/docs` shows every address with what it takes, gives and asks for, made from the code that runs.\n",
    },
  ],
  words: ["apiDocs"],
  settings: [],
  packages: ["@seriousme/openapi-schema-validator", "ajv", "axios", "openapi-client-axios"],
  tables: [],
};
