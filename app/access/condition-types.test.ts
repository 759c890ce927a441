import { readdirSync } from "node:fs";

import { getTableColumns, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { aliceId, aliceWith, circumstances, conditionFrom } from "#tests/support/circumstances.ts";
import { users } from "../db/users.schema.ts";
import type { ConditionType } from "./condition.ts";
import { conditionOf, conditionTypes, defineConditionTypes, readCondition } from "./condition-types.ts";

const subscriptionCheck: ConditionType<{ allowedPlans: string[] }> = {
  type: "subscription_check",
  settings: z.strictObject({ allowedPlans: z.array(z.string()).min(1) }),
  holds: ({ allowedPlans }, { principal }) => allowedPlans.includes(principal.attributes["plan"] ?? "free"),
  saw: (_, { principal }) => ({ plan: principal.attributes["plan"] ?? "free" }),
};

const looksAtRow: ConditionType<object> = {
  type: "looks_at_row",
  settings: z.strictObject({}),
  holds: (_, { row }) => row !== null,
  saw: (_, { row }) => ({ row: String(row) }),
};

const written = (part: ReturnType<typeof sql>) => new PgDialect().sqlToQuery(part).sql;

describe("the list of condition types", () => {
  it("RU-07 refuses two types of one name", () => {
    expect(() => defineConditionTypes([subscriptionCheck, looksAtRow, subscriptionCheck])).toThrow(
      /subscription_check/,
    );
    expect(defineConditionTypes([subscriptionCheck, looksAtRow])).toHaveLength(2);
  });

  it("RU-07 has every file in conditions/", () => {
    const files = readdirSync("app/access/conditions").filter((file) => !file.includes(".test."));
    const named = files.map((file) => file.replace(".ts", "").replaceAll("-", "_"));
    expect(conditionTypes.map(({ type }) => type).toSorted()).toEqual(named.toSorted());
  });

  it.each(conditionTypes.map((type) => [type.type, type.settings]))("RU-07 a form can be made of %s", (_, settings) => {
    const { properties } = z.toJSONSchema(settings);
    expect(Object.keys(properties ?? {})).not.toHaveLength(0);
  });

  it("RU-08 takes a type of your own, written in one file", () => {
    const types = defineConditionTypes([subscriptionCheck]);
    const paid = conditionOf({ type: "subscription_check", allowed_plans: ["gold", "silver"] }, types);
    expect(paid.holds(circumstances({ principal: aliceWith({ plan: "gold" }) }))).toBe(true);
    expect(paid.holds(circumstances())).toBe(false);
    expect(paid.saw(circumstances())).toEqual({ plan: "free" });
  });
});

describe("a stored condition", () => {
  it("RU-03 RU-04 is read with names in either spelling, and gets one", () => {
    expect(conditionFrom({ type: "is_owner", owner_field: "by" }).holds(circumstances({ row: { by: aliceId } }))).toBe(
      true,
    );
    expect(readCondition({ type: "time_window", start_hour: 22, end_hour: 6, timezone: "US/Eastern" })).toMatchObject({
      ok: true,
      normalised: { type: "time_window", startHour: 22, endHour: 6, timezone: "America/New_York" },
    });
  });

  it("is refused when a setting stands there in both spellings", () => {
    const read = readCondition({ type: "is_owner", owner_field: "by", ownerField: "for" });
    expect(read).toMatchObject({ ok: false, reason: "settings" });
  });

  it("RU-10 is strict when it says so, and keeps saying so", () => {
    const stored = { type: "is_owner", ownerField: "ownerId" };
    expect(readCondition(stored)).toMatchObject({ condition: { isStrict: false, stored }, normalised: stored });
    const strict = { ...stored, strict: true };
    expect(readCondition(strict)).toMatchObject({ condition: { isStrict: true, stored: strict }, normalised: strict });
    expect(readCondition({ ...stored, strict: "yes" })).toMatchObject({ ok: false, reason: "settings" });
  });

  it.each(["nowhere", "constructor", "__proto__", ""])("AZ16 RU-07 is refused when its type is %j", (type) =>
    expect(readCondition({ type })).toMatchObject({ ok: false, reason: "unknown-type" }),
  );

  it("AZ16 is refused with settings that nobody knows", () => {
    for (const name of ["__proto__", "constructor", "holds"]) {
      const stored = JSON.parse(`{"type":"is_owner","ownerField":"ownerId","${name}":{"x":1}}`) as { type: string };
      expect(readCondition(stored)).toMatchObject({ ok: false, reason: "settings" });
    }
  });

  it("cannot be changed by what it is asked", () => {
    const stored = { type: "list", values: ["a"] };
    const growing: ConditionType<{ values: string[] }> = {
      type: "list",
      settings: z.strictObject({ values: z.array(z.string()) }),
      holds: ({ values }) => values.push("b") > 1,
      saw: () => ({}),
    };
    expect(() => conditionOf(stored, defineConditionTypes([growing])).holds(circumstances())).toThrow(TypeError);
  });
});

describe("a type without `where`", () => {
  const condition = conditionOf({ type: "looks_at_row" }, defineConditionTypes([looksAtRow]));

  it("never sees the row, and selects none", () => {
    expect(condition.dependsOnRow).toBe(false);
    expect(condition.holds(circumstances({ row: {} }))).toBe(false);
    expect(condition.saw(circumstances({ row: {} }))).toEqual({ row: "null" });
    expect(written(condition.where(getTableColumns(users), aliceWith()))).toBe("false");
  });
});

describe("a condition that cannot be read", () => {
  const odd = [
    { type: "gone", strict: true },
    { type: "is_owner", strict: "?" },
    null,
    "text",
    7,
    [],
    {},
    { type: { toString: 1 } },
  ] as never[];

  it.each(odd)("AZ18 never holds, selects no row, and says why: %j", (stored) => {
    const condition = conditionOf(stored);
    expect(condition.holds(circumstances({ row: { ownerId: aliceId } }))).toBe(false);
    expect(written(condition.where(getTableColumns(users), aliceWith()))).toBe("false");
    expect(condition.saw(circumstances())["problem"]).toMatch(/No condition type|strict/);
  });

  it("RU-10 stays strict", () => {
    expect(conditionOf({ type: "gone", strict: true }).isStrict).toBe(true);
    expect(conditionOf({ type: "is_owner", strict: true }).isStrict).toBe(true);
    expect(conditionOf({ type: "gone" }).isStrict).toBe(false);
  });
});
