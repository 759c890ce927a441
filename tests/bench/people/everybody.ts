import { runChild } from "#tests/support/run-child.ts";

import type { Databases } from "../database.ts";
import type { Scale } from "../scale.ts";
import { secret, seedBetterAuth } from "./better-auth.ts";
import { seedLucia } from "./lucia.ts";
import { participants as chosen } from "./names.ts";
import { seedOurs, type OurCookies } from "./ours.ts";

/** The participants, and the cookies that each library knows them by, in the same order. */
export type People = {
  participants: readonly number[];
  ours: OurCookies;
  betterAuth: { signedIn: string[]; forged: string[] };
  betterAuthCached: string[];
  lucia: string[];
};

/** Fills all databases with the same people. The cookies of better-auth's cache come from its server, later. */
export async function seedEverybody(
  databases: Databases,
  peersFolder: string,
  scale: Scale,
): Promise<Omit<People, "betterAuthCached">> {
  const participants = chosen(scale.people, scale.participants);
  const ours = await seedOurs(databases.ours, scale.people, participants);
  const lucia = await seedLucia(databases.lucia, scale.people, participants);
  const migrating = { DATABASE_URL: databases.betterAuth, SECRET: secret };
  await runChild(
    "making better-auth's tables",
    process.execPath,
    [`${peersFolder}/better-auth.js`, "migrate"],
    migrating,
  );
  const betterAuth = await seedBetterAuth(databases.betterAuth, scale.people, participants);
  return { participants, ours, betterAuth, lucia };
}
