import { expect, it } from "vitest";

import { travel } from "#tests/support/travel.ts";
import { minutes } from "../clock.ts";
import { newId } from "./columns.ts";

const many = () => Array.from({ length: 1_000 }, newId);

it("UM-13 an id sorts after every earlier one, also within a millisecond and while the clock is put back", () => {
  const before = many();
  travel(-minutes(1));
  const ids = [...before, ...many()];
  expect(new Set(ids).size).toBe(2_000);
  expect(ids.toSorted()).toEqual(ids);
});
