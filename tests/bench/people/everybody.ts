import { runChild } from "#tests/support/run-child.ts";

import type { Databases } from "../database.ts";
import type { Scale } from "../scale.ts";
import { secret, seedBetterAuth } from "./better-auth.ts";
import { seedBetterAuthKeys, type BetterAuthKeys } from "./better-auth-keys.ts";
import { seedLucia } from "./lucia.ts";
import { participants as chosen } from "./names.ts";
import { seedOurs, type OurCookies } from "./ours.ts";
import { seedPrograms, type OurPrograms } from "./programs.ts";

/** The participants, and what each library knows them and their programs by, in the same order. */
export type People = {
  participants: readonly number[];
  ours: OurCookies;
  programs: OurPrograms | null;
  betterAuth: { signedIn: string[]; forged: string[] };
  betterAuthKeys: BetterAuthKeys;
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
  const betterAuthKeys = await seedBetterAuthKeys(databases.betterAuth, scale.people, participants);
  // Last, because the tokens count for a quarter of an hour.
  const programs = await seedPrograms(databases.ours, scale.people, participants);
  return { participants, ours, programs, betterAuth, betterAuthKeys, lucia };
}
