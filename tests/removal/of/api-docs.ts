import type { Drill } from "../drill.ts";

export const drill: Drill = {
  kinds: [],
  words: "api-docs|apiDocs|openapi\\.route|describeApi|redoc",
};
