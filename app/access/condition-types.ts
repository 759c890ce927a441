import { sql } from "drizzle-orm";
import type { z } from "zod";

import type { StoredCondition } from "../db/access.schema.ts";
import type { Condition, ConditionType } from "./condition.ts";
import { attribute } from "./conditions/attribute.ts";
import { attributeMatch } from "./conditions/attribute-match.ts";
import { fieldMatch } from "./conditions/field-match.ts";
import { ipRange } from "./conditions/ip-range.ts";
import { isOwner } from "./conditions/is-owner.ts";
import { timeWindow } from "./conditions/time-window.ts";
import { deepFreeze } from "./principal.ts";

/** `normalised` is what to store for it: every default written out, every setting in its one spelling. */
export type ReadCondition =
  | { ok: true; condition: Condition; normalised: StoredCondition }
  | { ok: false; reason: "unknown-type" | "settings"; message: string };

/** A type among others: what is left of a `ConditionType` once nobody needs to know the shape of its settings. */
export type KnownConditionType = {
  readonly type: string;
  readonly settings: z.ZodType<object>;
  readonly read: (stored: StoredCondition) => ReadCondition;
};

/** Every type that a condition can have: add your own here (RU-07, RU-08). */
export const conditionTypes = defineConditionTypes([
  isOwner,
  fieldMatch,
  attribute,
  attributeMatch,
  timeWindow,
  ipRange,
]);

/** Takes types up, and throws when two have one name (RU-07). No setting of theirs may be called `type` or `strict`. */
export function defineConditionTypes<All extends readonly object[]>(
  list: readonly [...{ [Index in keyof All]: ConditionType<All[Index]> }],
): readonly KnownConditionType[] {
  const types = list.map((type) => knownType(type));
  const twice = types.find(({ type }, index) => types.findIndex((other) => other.type === type) !== index);
  if (twice) throw new Error(`Two condition types are called "${twice.type}".`);
  return types;
}

/** Reads a condition as it was stored or sent; the names of its settings may also be written like_this. */
export function readCondition(stored: StoredCondition, types = conditionTypes): ReadCondition {
  const type: unknown = (stored as StoredCondition | null)?.type; // whoever writes to the table by hand can leave anything there
  const known = types.find((one) => one.type === type);
  return (
    known?.read(stored) ?? { ok: false, reason: "unknown-type", message: `No condition type ${JSON.stringify(type)}.` }
  );
}

/** The condition that was stored; one that cannot be read never holds, and says why. Who compiles many logs that with `readCondition`. */
export function conditionOf(stored: StoredCondition, types = conditionTypes): Condition {
  const read = readCondition(stored, types);
  return read.ok ? read.condition : unreadable(stored, read.message);
}

/** True when the condition binds even people who have everything; also for one that cannot be read. */
export const bindsEverybody = (stored: StoredCondition): boolean => Boolean((stored as StoredCondition | null)?.strict);

function knownType<Settings extends object>(type: ConditionType<Settings>): KnownConditionType {
  return { type: type.type, settings: type.settings, read: (stored) => readAs(type, stored) };
}

function readAs<Settings extends object>(type: ConditionType<Settings>, stored: StoredCondition): ReadCondition {
  const { type: name, strict = false, ...given } = stored;
  if (typeof strict !== "boolean") return { ok: false, reason: "settings", message: "strict: Neither true nor false" };
  const read = type.settings.safeParse(camelCased(given));
  if (!read.success) return { ok: false, reason: "settings", message: inWords(read.error) };
  const condition = conditionFrom(type, deepFreeze(read.data), stored, strict);
  return { ok: true, condition, normalised: { type: name, ...(strict ? { strict } : {}), ...read.data } };
}

// A name that stands there in both spellings stays, for the schema to refuse.
const camelCased = (settings: object) =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [Object.hasOwn(settings, camel) ? name : camel, value];
    }),
  );

const inWords = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message)).join("; ");

function conditionFrom<Settings extends object>(
  type: ConditionType<Settings>,
  settings: Settings,
  stored: StoredCondition,
  isStrict: boolean,
): Condition {
  const dependsOnRow = type.where !== undefined;
  return {
    stored,
    isStrict,
    dependsOnRow,
    // A type without `where` never gets to see the row: else a list and a page could differ.
    holds: (circumstances) => type.holds(settings, dependsOnRow ? circumstances : { ...circumstances, row: null }),
    saw: (circumstances) => type.saw(settings, dependsOnRow ? circumstances : { ...circumstances, row: null }),
    where: (columns, principal) => type.where?.(settings, columns, principal) ?? sql`false`,
  };
}

const unreadable = (stored: StoredCondition, problem: string): Condition => ({
  stored,
  isStrict: bindsEverybody(stored),
  dependsOnRow: false,
  holds: () => false,
  saw: () => ({ problem }),
  where: () => sql`false`,
});
