import { readFileSync } from "node:fs";

import type { Databases } from "./database.ts";
import { secret } from "./people/better-auth.ts";
import { settings } from "./people/ours.ts";
import { startSubject, type Subject } from "./subject.ts";
import type { Workplace } from "./workplace.ts";

/** Every server of the bench. All of them run at once; the ones that are not asked only wait. */
export type Subjects = Record<SubjectName, Subject>;
export type SubjectName = keyof ReturnType<typeof recipes>;

/** Starts them all. */
export async function startSubjects(workplace: Workplace, databases: Databases): Promise<Subjects> {
  const started = await Promise.all(
    Object.entries(recipes(workplace, databases)).map(
      async ([name, recipe]) => [name, await startSubject(recipe)] as const,
    ),
  );
  return Object.fromEntries(started) as Subjects;
}

// Node's flags as `npm start` gives them.
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
const flags = scripts.start.split(" ").filter((word) => word.startsWith("--"));

/** How each of them is started. */
export const recipes = ({ peers, guarded, unguarded }: Workplace, { ours, betterAuth, lucia }: Databases) => ({
  /** Our session check on bare node:http. */
  principal: { script: "bench/principal.js", flags, cwd: guarded, env: { ...settings, DATABASE_URL: ours } },
  /** Our server as people run it, log and all, with the bench's routes besides its own. */
  guarded: { script: "app/server/main.js", flags, cwd: guarded, env: { ...settings, DATABASE_URL: ours } },
  unguarded: { script: "server.js", cwd: unguarded },
  betterAuth: { script: "better-auth.js", cwd: peers, env: { SECRET: secret, DATABASE_URL: betterAuth } },
  betterAuthCached: {
    script: "better-auth.js",
    cwd: peers,
    env: { SECRET: secret, DATABASE_URL: betterAuth, CACHE: "on" },
  },
  betterAuthKeys: {
    script: "better-auth.js",
    cwd: peers,
    env: { SECRET: secret, DATABASE_URL: betterAuth, KEYS: "on" },
  },
  lucia: { script: "lucia.js", cwd: peers, env: { DATABASE_URL: lucia } },
  bare: { script: "bare.js", cwd: peers, env: { DATABASE_URL: ours } },
});
