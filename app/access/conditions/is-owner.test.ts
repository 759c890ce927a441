import { describe, expect, it } from "vitest";

import { aliceId, bobId, circumstances, conditionFrom, problemOf } from "#tests/support/circumstances.ts";

const mine = conditionFrom({ type: "is_owner", ownerField: "ownerId" });

describe("is_owner", () => {
  it("RU-03 holds for the owner's row and for nobody else's", () => {
    expect(mine.holds(circumstances({ row: { ownerId: aliceId } }))).toBe(true);
    expect(mine.holds(circumstances({ row: { ownerId: bobId } }))).toBe(false);
    expect(mine.holds(circumstances({ row: { creatorId: aliceId } }))).toBe(false);
  });

  it("RU-03 never holds without a row", () => {
    expect(mine.holds(circumstances({ row: null }))).toBe(false);
    expect(mine.dependsOnRow).toBe(true);
  });

  it.each([null, undefined, "", aliceId.toUpperCase(), `${aliceId} `, [aliceId], { toString: () => aliceId }, true])(
    "does not take %j for the owner's id",
    (ownerId) => expect(mine.holds(circumstances({ row: { ownerId } }))).toBe(false),
  );

  it("AZ16 reads only a field of the row itself", () => {
    const inherited = Object.create({ ownerId: aliceId }) as Record<string, unknown>;
    expect(mine.holds(circumstances({ row: inherited }))).toBe(false);
    for (const ownerField of ["constructor", "__proto__", "toString"])
      expect(conditionFrom({ type: "is_owner", ownerField }).holds(circumstances({ row: {} }))).toBe(false);
  });

  it("says who asked and whose row it is", () => {
    expect(mine.saw(circumstances({ row: { ownerId: bobId } }))).toEqual({ user: aliceId, ownerId: bobId });
    expect(mine.saw(circumstances({ row: { ownerId: null } }))).toEqual({ user: aliceId, ownerId: "nothing" });
    expect(mine.saw(circumstances())).toEqual({ user: aliceId, ownerId: "no row" });
  });

  it("wants the name of the field, and nothing else", () => {
    expect(problemOf({ type: "is_owner" })).toMatch(/^ownerField: /);
    expect(problemOf({ type: "is_owner", ownerField: "" })).toMatch(/^ownerField: /);
    expect(problemOf({ type: "is_owner", ownerField: "x".repeat(201) })).toMatch(/^ownerField: /);
    expect(problemOf({ type: "is_owner", ownerField: "ownerId", owner: "bob" })).toMatch(/"owner"/);
  });
});
