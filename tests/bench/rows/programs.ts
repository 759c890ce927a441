import type { People } from "../people/everybody.ts";
import { letsProgramIn, naming, refusesProgram, type Asking } from "./asking.ts";

/** What programs ask over HTTP, with keys and tokens. Every key has one scope, and its owner more rights than that. */
export function programAskings({ participants, programs, betterAuthKeys }: People): Record<string, Asking> {
  if (!programs) return {};
  const name = naming(participants);
  const capped = (i: number) => `${name(i)},"roles":["editor","viewer"],"permissions":["project:read"]`;
  const owner = (i: number) =>
    `"id":"user-${String(participants[i]).padStart(7, "0")}","permissions":{"project":["read"]}`;
  const { silent, noting, unknown } = betterAuthKeys;
  return {
    "ours, API key": { on: "principal", asks: letsProgramIn("/api/check", programs.keys, capped) },
    "ours refusing an API key": {
      on: "guarded",
      asks: refusesProgram("/api/bench", programs.forgedKeys, "INVALID_API_KEY"),
    },
    "better-auth, API key": { on: "betterAuthKeys", asks: letsProgramIn("/", silent, owner) },
    "better-auth, API key, its use written down": { on: "betterAuthKeys", asks: letsProgramIn("/", noting, owner) },
    "better-auth refusing an API key": { on: "betterAuthKeys", asks: refusesProgram("/", unknown, "AUTH_REQUIRED") },
    "Remix resource, API key": { on: "guarded", asks: letsProgramIn("/api/bench", programs.keys, name) },
    "Remix resource, access token": { on: "guarded", asks: letsProgramIn("/api/bench", programs.tokens, name) },
  };
}
