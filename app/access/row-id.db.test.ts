import { inArray, sql } from "drizzle-orm";
import { bigint, integer, pgTable, text, type AnyPgColumn } from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, it } from "vitest";

import { newPerson, origin } from "#tests/support/arrivals.ts";
import { findPrincipal } from "../auth/find-principal.server.ts";
import { db } from "../db/client.server.ts";
import { objectGrants } from "../db/object-grants.schema.ts";
import { decide } from "./decide.server.ts";
import { defineModel, type AnyModel, type ModelTable } from "./model.server.ts";
import { grantObject, holdsObjectGrant } from "./object-grants.server.ts";
import type { SignedIn } from "./principal.ts";
import { syncPermissions } from "./roles.server.ts";
import { visible } from "./visible.server.ts";

const change = { actorId: null, origin };
const permission = "project:read";
const shared = {
  read: permission,
  guardedFields: [],
  unsetFields: "open",
  titleField: "title",
  titleOf: () => "",
} as const;
const title = () => text("title").notNull();

const tickets = pgTable("tickets", { id: integer("id").primaryKey(), title: title() });
const parcels = pgTable("parcels", { id: bigint("id", { mode: "number" }).primaryKey(), title: title() });
const wares = pgTable("wares", { id: text("id").primaryKey(), title: title() });
const models: [string, AnyModel][] = [
  ["whole numbers", defineModel({ ...shared, name: "ticket", table: tickets })],
  ["large numbers", defineModel({ ...shared, name: "parcel", table: parcels })],
  ["text", defineModel({ ...shared, name: "ware", table: wares })],
];
let ada: SignedIn;

beforeAll(async () => {
  await syncPermissions(db);
  for (const [table, type] of [
    [tickets, sql`integer`],
    [parcels, sql`bigint`],
    [wares, sql`text`],
  ] as const) {
    await db.execute(sql`create table ${table} (id ${type} primary key, title text not null)`);
    await db.execute(sql`insert into ${table} values ('42', 'It'), ('420', 'More'), ('4', 'Less')`);
  }
  const found = await findPrincipal((await newPerson("ada")).id);
  if (!found) throw new Error("nobody there");
  ada = found.principal;
});

describe.each(models)("a share of a row whose table counts in %s", (_, model) => {
  it("OP-03 OP-07 is of that row alone, as a number, as text and in a list", async () => {
    const row = await model.find("42");
    if (!row) throw new Error("no row");
    expect(await decide(ada, permission, { model, row })).toBe(false);
    await grantObject({ model, row }, permission, { userId: ada.userId }, change);
    const stored = await db
      .select({ id: objectGrants.objectId })
      .from(objectGrants)
      .where(inArray(objectGrants.model, [model.name]));
    expect(stored).toEqual([{ id: "42" }]);
    for (const id of [42, "42"]) expect(await holdsObjectGrant(ada, permission, { model, row: { id } })).toBe(true);
    for (const id of [4, 420, "4", "042", "42.0", " 42", "4e1"])
      expect(await holdsObjectGrant(ada, permission, { model, row: { id } })).toBe(false);
    const table = model.table as ModelTable & { title: AnyPgColumn };
    const listed = await db
      .select({ title: table.title })
      .from(table as ModelTable)
      .where(visible(ada, permission, model));
    expect(listed).toEqual([{ title: "It" }]);
  });

  it.each([
    "042",
    "42.0",
    "4e1",
    " 42",
    "-42",
    "+42",
    "0x2a",
    "",
    "NaN",
    "99999999999999999999",
    "4\0",
    "' or true --",
  ])("OP-03 AZ33 is not found by %j, which is no row's id", async (id) => {
    expect(await model.find(id)).toBeNull();
  });
});
