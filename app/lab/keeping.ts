import { randomBytes } from "node:crypto";

import { fromNow, now } from "../clock.ts";

/** Keeps things for a while under names that cannot be guessed. */
export type Keeping<Thing> = {
  keep: (thing: Thing) => string;
  find: (name: string) => Thing | undefined;
  /** Finds it for the last time. */
  take: (name: string) => Thing | undefined;
};

/** Keeps each thing for `life` milliseconds. */
export function makeKeeping<Thing>(life: number): Keeping<Thing> {
  const kept = new Map<string, { thing: Thing; until: Date }>();
  const find = (name: string) => {
    for (const [one, { until }] of kept) if (until <= now()) kept.delete(one);
    return kept.get(name)?.thing;
  };
  return {
    find,
    keep(thing) {
      const name = randomBytes(24).toString("base64url");
      kept.set(name, { thing, until: fromNow(life) });
      return name;
    },
    take(name) {
      const thing = find(name);
      kept.delete(name);
      return thing;
    },
  };
}
