import { getTableColumns, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  char,
  date,
  doublePrecision,
  inet,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  real,
  serial,
  text,
  timestamp,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, it } from "vitest";

import { aliceId, aliceWith, bobId, circumstances, conditionFrom } from "#tests/support/circumstances.ts";
import { db } from "../../db/client.server.ts";
import type { SignedIn } from "../principal.ts";

const mood = pgEnum("mood", ["calm", "it's windy"]);
const oddities = pgTable("oddities", {
  id: serial("id").primaryKey(),
  ownerId: uuid("owner_id"),
  text: text("text"),
  varchar: varchar("varchar", { length: 50 }),
  char: char("char", { length: 40 }),
  mood: mood("mood"),
  integer: integer("integer"),
  bigint: bigint("bigint", { mode: "number" }),
  real: real("real"),
  double: doublePrecision("double"),
  price: numeric("price"),
  amount: numeric("amount", { mode: "number" }),
  boolean: boolean("boolean"),
  address: inet("address"),
  day: date("day", { mode: "string" }),
  moment: timestamp("moment", { withTimezone: true }),
  list: text("list").array(),
  json: jsonb("json").$type<object>(),
});
const columns = getTableColumns(oddities);
type Oddity = typeof oddities.$inferInsert;

const texts = [
  "",
  " ",
  "draft",
  "Draft",
  "draft ",
  "null",
  "true",
  "1",
  "O'Brien",
  'a "b"',
  "%",
  "\\",
  "ünïcödé 🦊",
  "e\u0301",
  aliceId,
  "{}",
];
const numbers = [0, -0, -7, 1, 0.1, 1.5, 1e-7, 1e21, 2 ** 53, NaN, Infinity, 2_147_483_648];
const whole = [0, -7, 1, -2_147_483_648];

const rows: Oddity[] = [
  {},
  ...texts.map((value) => ({ text: value, varchar: value, char: value, list: [value], json: { value } })),
  ...numbers.map((value) => ({ double: value, real: value, amount: value })),
  ...whole.map((value) => ({ integer: value, bigint: value })),
  { bigint: 9_007_199_254_740_991, price: "1.50", mood: "calm", boolean: true, ownerId: aliceId },
  { price: "-0.0", mood: "it's windy", boolean: false, ownerId: bobId },
  { price: "NaN", address: "10.0.0.1", day: "2028-02-29", moment: new Date(0) },
];
const wanted: unknown[] = [
  ...texts,
  ...numbers.filter(Number.isFinite),
  "NaN",
  "Infinity",
  "1.50",
  "1.5",
  "-0.0",
  "-0",
  "1e3",
  true,
  false,
  "false",
  "t",
  "calm",
  "it's windy",
  "10.0.0.1",
  "10.0.0.1/32",
  "2028-02-29",
  "1970-01-01",
  "undefined",
  "{draft}",
];

type Question = { type: string; principal?: SignedIn; [setting: string]: unknown };

/** How many rows `where` selects for each question, after making sure that `holds` is true for exactly those. */
async function selectedBy(...questions: Question[]): Promise<number[]> {
  const asked = questions.map(({ principal = aliceWith(), ...stored }) => ({
    principal,
    condition: conditionFrom(stored),
  }));
  const answers = asked.map(({ condition, principal }) => sql<unknown>`${condition.where(columns, principal)}`);
  const selected: Record<string, unknown>[] = await db
    .select({ id: oddities.id, ...Object.fromEntries(answers.entries()) })
    .from(oddities)
    .orderBy(oddities.id);
  const all = await db.select().from(oddities).orderBy(oddities.id);
  return asked.map(({ condition, principal }, index) => {
    const held = all.filter((row) => condition.holds(circumstances({ principal, row })));
    const found = selected.filter((row) => row[index] === true);
    expect(
      found.map(({ id }) => id),
      JSON.stringify(condition.stored),
    ).toEqual(held.map(({ id }) => id));
    return found.length;
  });
}

const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

beforeAll(async () => {
  await db.execute(sql`create type mood as enum ('calm', 'it''s windy')`);
  await db.execute(sql`
    create table oddities (
      id serial primary key, owner_id uuid, text text, varchar varchar(50), char char(40), mood mood, integer integer, bigint bigint,
      real real, double double precision, price numeric, amount numeric, boolean boolean, address inet, day date, moment timestamptz,
      list text[], json jsonb)`);
  await db.insert(oddities).values(rows);
  await db.execute(sql`insert into oddities (bigint, amount) values (9007199254740993, 0.10)`); // finer than JavaScript can tell
});

const unselectable = ["id", "ownerId", "moment", "list", "json"]; // by these values, or at all

describe("RU-06 field_match selects the rows that it holds for", () => {
  const match = (field: string, values: unknown[]) => ({ type: "field_match", field, values });

  it.each(Object.keys(columns))("by %s", async (field) => {
    await selectedBy(...wanted.map((value) => match(field, [value])), match(field, wanted));
  });

  it.each(Object.keys(columns).filter((field) => !unselectable.includes(field)))(
    "and finds some by %s",
    async (field) => {
      const values = field === "char" ? texts.map((value) => value.padEnd(40)) : wanted;
      expect(total(await selectedBy(match(field, values)))).toBeGreaterThan(0);
    },
  );

  it("AZ16 and none by a name that is no field", async () => {
    const names = ["nowhere", "constructor", "__proto__", "enableRLS", "owner_id"];
    expect(total(await selectedBy(...names.map((field) => match(field, wanted))))).toBe(0);
  });
});

describe("RU-03 is_owner selects the rows that it holds for", () => {
  const owner = (ownerField: string) => ({ type: "is_owner", ownerField });

  it("by the person's id", async () => {
    expect(await selectedBy(owner("ownerId"), owner("text"), owner("varchar"))).toEqual([1, 1, 1]);
  });

  it("by any other column, and none by a name that is no field", async () => {
    await selectedBy(...Object.keys(columns).map(owner));
    expect(await selectedBy(owner("nowhere"), owner("constructor"), owner("__proto__"))).toEqual([0, 0, 0]);
  });
});

describe("RU-09 attribute_match selects the rows that it holds for", () => {
  const match = (field: string, attributes: Record<string, string>) => ({
    type: "attribute_match",
    attribute: "unit",
    field,
    principal: aliceWith(attributes),
  });

  it.each(Object.keys(columns))("by %s", async (field) => {
    await selectedBy(...wanted.map((value) => match(field, { unit: String(value) })));
    expect(await selectedBy(match(field, {}))).toEqual([0]);
  });

  it("and finds the person's own", async () => {
    expect(await selectedBy(match("text", { unit: "O'Brien" }), match("integer", { unit: "-7" }))).toEqual([1, 1]);
  });
});
