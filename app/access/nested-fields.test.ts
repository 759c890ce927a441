import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { describe, expect, expectTypeOf, it } from "vitest";

import { aliceWith } from "#tests/support/circumstances.ts";
import { readable } from "./fields.ts";
import { defineModel } from "./model.server.ts";

const table = (name: string) =>
  pgTable(name, { id: uuid("id").primaryKey(), name: text("name").notNull(), pay: integer("pay").notNull() });
const shared = { read: "project:read", unsetFields: "closed", titleField: "name" } as const;
const titleOf = ({ name }: { name: string }) => name;

const employees = defineModel({
  ...shared,
  titleOf,
  name: "employee",
  table: table("employees"),
  guardedFields: ["pay"],
});
const teams = defineModel({
  ...shared,
  titleOf,
  name: "team",
  table: table("teams"),
  guardedFields: ["pay"],
  nested: { lead: employees, members: employees },
});
const offices = defineModel({
  ...shared,
  titleOf,
  name: "office",
  table: table("offices"),
  guardedFields: [],
  nested: { teams },
});

type Employee = { id: string; name: string; pay: number };
type ShownEmployee = { id: string; name: string; pay?: number };
type Team = Employee & { lead: Employee | null; members: Employee[] };

describe("rows inside a row", () => {
  const ada = { id: "a", name: "Ada", pay: 9 };
  const north: Team = { id: "n", name: "North", pay: 20, lead: null, members: [ada] };
  const berlin = { id: "b", name: "Berlin", pay: 50, teams: [north], motto: "Slowly" };

  it("FA-08 FA-03 lose what may not be seen, and to the compiler each such field is optional, however deep", () => {
    const shown = readable(aliceWith(), offices, berlin);
    const inside = shown.teams[0];
    expect(inside?.members).toEqual([{ id: "a", name: "Ada" }]);
    expect(shown).toEqual({
      id: "b",
      name: "Berlin",
      pay: 50,
      motto: "Slowly",
      teams: [{ id: "n", name: "North", lead: null, members: [{ id: "a", name: "Ada" }] }],
    });
    expectTypeOf(shown.pay).toEqualTypeOf<number>(); // which offices do not guard
    expectTypeOf(shown.teams[0]?.pay).toEqualTypeOf<number | undefined>();
    expectTypeOf(inside?.members[0]?.pay).toEqualTypeOf<number | undefined>();
    expectTypeOf<NonNullable<typeof inside>["members"][number]>().toExtend<ShownEmployee>();
    expectTypeOf<NonNullable<typeof inside>["members"][number]>().not.toExtend<Employee>();
    expectTypeOf<NonNullable<typeof inside>["lead"]>().not.toExtend<Employee | null>();
    expectTypeOf<null>().toExtend<NonNullable<typeof inside>["lead"]>();
    expectTypeOf(shown.motto).toEqualTypeOf<string>();
  });
});
