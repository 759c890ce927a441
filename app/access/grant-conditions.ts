import type { StoredCondition } from "../db/access.schema.ts";
import { readCondition } from "./condition-types.ts";
import type { RuleChange } from "./rule-change.ts";

/** A change of the rules with the conditions of its grant in the spelling in which they are stored, or what is wrong with them. */
export function withReadConditions(change: RuleChange): { change: RuleChange } | { problem: string } {
  if (change.kind !== "grant") return { change };
  const read = readGrantConditions(change.conditions);
  return read.ok ? { change: { ...change, conditions: read.conditions } } : { problem: read.message };
}

const [MOST, LONGEST] = [10, 2_000];

/** The conditions of one grant as they are stored, each in its one spelling; or what is wrong with them. */
export function readGrantConditions(
  given: readonly StoredCondition[],
): { ok: true; conditions: StoredCondition[] } | { ok: false; message: string } {
  const conditions: StoredCondition[] = [];
  for (const stored of given) {
    const read = readCondition(stored);
    if (!read.ok) return { ok: false, message: read.message };
    conditions.push(read.normalised);
  }
  // What is longer fits into no index, and more conditions than that nobody can follow.
  const isTooMuch = conditions.length > MOST || JSON.stringify(conditions).length > LONGEST;
  return isTooMuch ? { ok: false, message: "Too many, or too long." } : { ok: true, conditions };
}
