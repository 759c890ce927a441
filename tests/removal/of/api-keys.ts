import type { Drill } from "../drill.ts";

export const drill: Drill = {
  kinds: [],
  words: "api-keys|apiKeys|api_keys|apiKeyScheme|gh_live|webhook",
  settings: "API_*",
};
