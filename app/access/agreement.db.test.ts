import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { newPerson } from "#tests/support/arrivals.ts";
import { findPrincipal } from "../auth/find-principal.server.ts";
import { memberships, roleGrants, roleParents, roles, type StoredCondition } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import { objectGrants } from "../db/object-grants.schema.ts";
import { users } from "../db/users.schema.ts";
import { projectModel } from "../projects/project.model.server.ts";
import { projects } from "../projects/projects.schema.ts";
import { decide } from "./decide.server.ts";
import { explain } from "./explain.server.ts";
import { syncPermissions } from "./roles.server.ts";
import { settleConditions } from "./settle-conditions.server.ts";
import { visible } from "./visible.server.ts";

const permission = "project:update";
const address = "10.1.2.3";
const [ROLES, PEOPLE, ROWS] = [5, 5, 12];
let people: string[] = [];

const some = (most: number) => fc.nat({ max: most - 1 });
const word = fc.constantFrom("draft", "active", "archived", "north", "it's", "Ünder%_", "7");
const condition: fc.Arbitrary<StoredCondition> = fc
  .record({
    kind: fc.constantFrom<StoredCondition>(
      { type: "is_owner", ownerField: "ownerId" },
      { type: "is_owner", ownerField: "nothing" },
      { type: "time_window", startHour: 0, endHour: 24, timezone: "UTC" },
      { type: "ip_range", ranges: ["10.0.0.0/8"] },
      { type: "ip_range", ranges: ["192.0.2.0/24"] },
      { type: "attribute_match", attribute: "area", field: "name" },
      { type: "field_match", field: "constructor", values: ["x"] },
      { type: "no_such_type" },
    ),
    other: fc.option(
      fc.oneof(
        fc.record({
          type: fc.constant("field_match"),
          field: fc.constantFrom("status", "name", "budget"),
          values: fc.array(fc.oneof(word, fc.integer({ min: -2, max: 8 })), { minLength: 1, maxLength: 3 }),
        }),
        fc.record({
          type: fc.constant("attribute"),
          attribute: fc.constant("area"),
          values: fc.array(word, { minLength: 1, maxLength: 3 }),
        }),
      ),
    ),
    strict: fc.boolean(),
  })
  .map(({ kind, other, strict }) => ({ ...(other ?? kind), ...(strict ? { strict } : {}) }));

const world = fc.record({
  grantsAll: fc
    .array(fc.boolean(), { minLength: ROLES, maxLength: ROLES })
    .map((list) => list.map((yes, i) => yes && i === 0)),
  parents: fc.uniqueArray(
    fc.tuple(some(ROLES), some(ROLES)).filter(([a, b]) => a > b),
    { maxLength: 5, selector: String },
  ),
  grants: fc.array(fc.record({ role: some(ROLES), conditions: fc.array(condition, { maxLength: 2 }) }), {
    maxLength: 6,
  }),
  people: fc.array(
    fc.record({
      held: fc.uniqueArray(some(ROLES), { maxLength: 2 }),
      area: fc.option(word),
      isSuperuser: fc.nat({ max: 9 }).map((n) => n === 0),
    }),
    { minLength: PEOPLE, maxLength: PEOPLE },
  ),
  rows: fc.array(
    fc.record({
      owner: fc.option(some(PEOPLE)),
      status: fc.constantFrom("draft", "active", "archived"),
      name: word,
      budget: fc.integer({ min: -2, max: 8 }),
    }),
    { minLength: ROWS, maxLength: ROWS },
  ),
  shares: fc.array(
    fc.record({ row: some(ROWS), to: fc.oneof(fc.record({ person: some(PEOPLE) }), fc.record({ role: some(ROLES) })) }),
    { maxLength: 5 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** Puts a world into the database in place of the one before it; gives the ids of its rows. */
async function build(drawn: World): Promise<string[]> {
  const roleIds = drawn.grantsAll.map(() => newId());
  const rowIds = drawn.rows.map(() => newId());
  const at = <T>(list: readonly T[], index: number): T => list[index] as T;
  await db.execute(sql`truncate auth.roles, auth.object_grants, projects cascade`);
  await db
    .insert(roles)
    .values(drawn.grantsAll.map((grantsAll, i) => ({ id: at(roleIds, i), name: `role${i}`, grantsAll })));
  for (const [a, b] of drawn.parents)
    await db.insert(roleParents).values({ roleId: at(roleIds, a), parentId: at(roleIds, b) });
  for (const { role, conditions } of drawn.grants)
    await db
      .insert(roleGrants)
      .values({ roleId: at(roleIds, role), permission, conditions })
      .onConflictDoNothing();
  for (const [i, { held, area, isSuperuser }] of drawn.people.entries()) {
    const attributes: Record<string, string> = area === null ? {} : { area };
    await db
      .update(users)
      .set({ isSuperuser, attributes })
      .where(sql`${users.id} = ${at(people, i)}`);
    for (const role of held) await db.insert(memberships).values({ userId: at(people, i), roleId: at(roleIds, role) });
  }
  await db.insert(projects).values(
    drawn.rows.map(({ owner, ...row }, i) => ({
      ...row,
      id: at(rowIds, i),
      ownerId: owner === null ? null : at(people, owner),
    })),
  );
  for (const { row, to } of drawn.shares) {
    const holder = "person" in to ? { userId: at(people, to.person) } : { roleId: at(roleIds, to.role) };
    await db
      .insert(objectGrants)
      .values({ permission, model: "project", objectId: at(rowIds, row), ...holder })
      .onConflictDoNothing();
  }
  return rowIds;
}

beforeAll(async () => {
  await syncPermissions(db);
  people = (await Promise.all(Array.from({ length: PEOPLE }, (_, i) => newPerson(`person${i}`)))).map(({ id }) => id);
});

describe("one rule set", () => {
  let [decided, allowed] = [0, 0];

  it("OP-07 RU-02 OP-05 decides one row, filters a list and explains alike, for any people, roles, conditions and shares", async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const rowIds = await build(drawn);
        for (const [i, id] of people.entries()) {
          const found = await findPrincipal(id);
          if (!found) throw new Error("nobody there");
          const principal = await settleConditions(found.principal, address);
          const listed = await db
            .select()
            .from(projects)
            .where(visible(principal, permission, projectModel));
          const inList = new Set(listed.map((row) => row.id));
          for (const [n, rowId] of rowIds.entries()) {
            const row = await projectModel.find(rowId);
            if (!row) throw new Error("no row");
            const isAllowed = await decide(principal, permission, { model: projectModel, row });
            decided += 1;
            allowed += Number(isAllowed);
            expect([i, n, inList.has(rowId)]).toEqual([i, n, isAllowed]);
            if (n % 4 !== 0) continue;
            const proof = await explain(found.principal, permission, {
              subject: { model: projectModel, row },
              address,
            });
            expect([i, n, proof.allowed]).toEqual([i, n, isAllowed]);
            expect(proof.missing.length > 0).toBe(!isAllowed);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(decided).toBeGreaterThanOrEqual(2_000);
    expect(allowed / decided).toBeGreaterThan(0.1); // not a test in which nobody may do anything
    expect(allowed / decided).toBeLessThan(0.9);
  }, 120_000);
});
