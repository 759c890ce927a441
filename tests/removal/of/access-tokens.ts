import type { Drill } from "../drill.ts";

export const drill: Drill = {
  kinds: [],
  words: "access-tokens|accessTokenScheme|accessTokenReader|accessTokensPart|auth/refresh|token-reused|tokenReused",
  settings: "TOKEN_AUDIENCE",
};
