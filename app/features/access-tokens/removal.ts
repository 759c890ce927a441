import type { Removal } from "../removal.ts";

/** What `npm run remove -- access-tokens` takes out besides this folder. */
export const removal: Removal = {
  files: [
    "app/commands/token-key.ts",
    "tests/app/access-tokens",
    "tests/attacks/data/jwt.json",
    "tests/attacks/data/wycheproof",
    "tests/e2e/access-tokens*",
  ],
  lists: [
    "app/commands/environment.ts",
    "app/guards/credential-readers.ts",
    "app/guards/schemes.server.ts",
    "tests/app/credential-kinds.ts",
    "tests/e2e/scenes.ts",
  ],
  cuts: [
    { file: "app/guards/any-credential.ts", text: ', "accessToken"' },
    { file: "app/guards/refusal.ts", text: '  | "ACCOUNT_UNCONNECTED"\n  | "EMAIL_UNVERIFIED"\n' },
    { file: "app/email/letter.ts", text: '  | "token-reused"\n' },
    {
      file: "app/email/messages.ts",
      text: `/** A copied token of a program was used, and the program has been signed out; \`device\` is what it calls itself. */
export const tokenReusedMail = (to: string, about: { name: string; notMe: string } & Circumstances): Letter =>
  setLetter({
    to,
    subject: text("mail.tokenReused.subject"),
    paragraphs: [hello(about.name), text("mail.tokenReused.text"), circumstances(about)],
    button: { label: text("mail.notMe"), link: about.notMe },
    small: [text("mail.notMeText")],
  });

`,
    },
    { file: "app/commands/rotate-keys.ts", text: 'import { newTokenKey } from "./token-key.ts";\n' },
    {
      file: "app/commands/rotate-keys.ts",
      text: '  console.log(`TOKEN_SIGNING_KEYS="${[newTokenKey(), process.env.TOKEN_SIGNING_KEYS].filter(Boolean).join(",")}"`);\n',
    },
    {
      file: "tests/architecture.test.ts",
      text: `    expect(usersOf(/^import .* from "jose"/m).filter((file) => !file.startsWith("lab/"))).toEqual([
      "features/access-tokens/jose.server.ts",
    ]);
`,
    },
  ],
  words: ["mail.tokenReused"],
  settings: ["Programs"],
  packages: ["jose"],
  tables: ["refresh_tokens"],
};
