import type { SQL } from "drizzle-orm";
import { integer, jsonb, PgDialect, pgTable, text } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";

import { whereFieldIn } from "./row-field.ts";

const { name, size, extra } = pgTable("things", { name: text("name"), size: integer("size"), extra: jsonb("extra") });
const written = (part: SQL) => new PgDialect().sqlToQuery(part);

describe("a field's values in SQL", () => {
  it("AZ33 go in as parameters", () => {
    const { sql, params } = written(whereFieldIn({ name }, "name", ["a' or true --"]));
    expect(sql).toBe('"things"."name" in ($1)');
    expect(params).toEqual(["a' or true --"]);
  });

  it("are none when no number is written like that", () => {
    expect(written(whereFieldIn({ size }, "size", ["1.50", "1e3", "", "one"])).sql).toBe("false");
  });

  it("are none of JSON", () => expect(written(whereFieldIn({ extra }, "extra", ["a"])).sql).toBe("false"));

  it("AZ16 are none of a column that the table does not have itself", () => {
    const inherited = Object.create({ name }) as Record<string, typeof name>;
    expect(written(whereFieldIn(inherited, "name", ["a"])).sql).toBe("false");
  });
});
