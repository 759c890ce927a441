import { randomInt } from "node:crypto";

import { timestamp, uuid } from "drizzle-orm/pg-core";
import { v7, validate } from "uuid";

import { now } from "../clock.ts";

/** A primary key: UUIDv7, made in Node, so that rows sort by age and an id is known before the insert (UM-13). */
export const id = () => uuid("id").primaryKey().$defaultFn(newId);

/** A moment with its zone. Always set from `now()`, never by the database's own clock. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row was made. */
export const createdAt = () => moment("created_at").notNull().$defaultFn(now);

const LAST_SEQUENCE = 2 ** 32 - 1;
let newest = { msecs: 0, seq: 0 };

/** A fresh id that sorts after every earlier one of this process, also within a millisecond; after one of another, as far as their clocks agree. */
export function newId(): string {
  const msecs = now().getTime();
  if (msecs > newest.msecs) newest = { msecs, seq: randomInt(2 ** 31) };
  else if (newest.seq < LAST_SEQUENCE) newest.seq += 1;
  else newest = { msecs: newest.msecs + 1, seq: 0 };
  return v7(newest);
}

/**
 * True for an id in its one spelling. PostgreSQL takes any other text for a mistake of ours, but capitals for the same id: whatever is
 * compared here and then written there would be two things (Z-17).
 */
export const isId = (text: string): boolean => validate(text) && text === text.toLowerCase();
