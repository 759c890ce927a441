import { mkdirSync, writeFileSync } from "node:fs";

import { routeFiles } from "./route-files.ts";

// Writes the module that makes `tsc` refuse a route whose loader or action has no guard. Run by `npm run typecheck`.
const files = ["root.tsx", ...routeFiles()];
const checks = files.map(
  (file, i) => `export type Route${i} = Nothing<UnguardedExports<typeof import("../app/${file}")>>;`,
);

mkdirSync(".generated", { recursive: true });
writeFileSync(
  ".generated/route-coverage.ts",
  `// Made by app/commands/route-coverage.ts; each line fails to compile when that file has a loader or action without guard().
import type { Nothing, UnguardedExports } from "../app/guards/coverage.ts";

${checks.join("\n")}
`,
);
