import type { Crowd } from "./crowd/fill.ts";

/**
 * How much is measured: people in the tables and how many of them take part, the large company beside them, rounds, and milliseconds: of
 * a burst and the time before it counts, of a sign-in flood, of processor time for decisions in memory.
 */
export type Scale = {
  people: number;
  participants: number;
  crowd: Crowd;
  rounds: number;
  warmUp: number;
  time: number;
  flood: number;
  decide: number;
};

/** About a quarter of an hour on two cores: what the table in the README comes from. */
export const full: Scale = {
  people: 100_000,
  participants: 1_000,
  crowd: { people: 1_000_000, roles: 10_000, grants: 100_000, shares: 1_000_000, projects: 1_000_000 },
  rounds: 5,
  warmUp: 500,
  time: 3_000,
  flood: 6_000,
  decide: 1_000,
};

/** Two or three minutes, for a look while working. It prints its table and leaves the README alone. */
export const quick: Scale = {
  people: 10_000,
  participants: 500,
  crowd: { people: 100_000, roles: 1_000, grants: 10_000, shares: 100_000, projects: 100_000 },
  rounds: 3,
  warmUp: 300,
  time: 1_000,
  flood: 3_000,
  decide: 300,
};
