import type { Removal } from "../removal.ts";

/** What `npm run remove -- api-keys` takes out besides this folder. */
export const removal: Removal = {
  files: ["tests/app/api-keys", "tests/e2e/api-keys*"],
  lists: [
    "app/auth/when-closed.server.ts",
    "app/guards/credential-readers.ts",
    "app/guards/schemes.server.ts",
    "tests/app/credential-kinds.ts",
    "tests/e2e/scenes.ts",
  ],
  cuts: [
    { file: "app/guards/any-credential.ts", text: ', "apiKey"' },
    { file: "app/audit/events.ts", text: '  "api-key.created",\n  "api-key.rotated",\n  "api-key.revoked",\n' },
    { file: "app/email/letter.ts", text: '\n  | "api-key-made"' },
    { file: "app/ui/settings-nav.tsx", text: '  "api-keys",\n' },
  ],
  words: ["apiKeys", "settings.api-keys", "activity.events.api-key"],
  settings: ["API keys"],
  packages: [],
  tables: ["api_keys"],
};
