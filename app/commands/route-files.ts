import routes from "../routes.ts";

type Entry = Awaited<typeof routes>[number];

/** The files of all routes, relative to `app`. */
export const routeFiles = (entries: readonly Entry[] = routes): string[] =>
  entries.flatMap((entry) => [entry.file, ...routeFiles(entry.children ?? [])]);
