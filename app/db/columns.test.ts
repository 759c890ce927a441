import { expect, it } from "vitest";

import { travel } from "#tests/support/travel.ts";
import { minutes } from "../clock.ts";
import { isId, newId } from "./columns.ts";

const many = () => Array.from({ length: 1_000 }, newId);

it("UM-13 an id sorts after every earlier one, also within a millisecond and while the clock is put back", () => {
  const before = many();
  travel(-minutes(1));
  const ids = [...before, ...many()];
  expect(new Set(ids).size).toBe(2_000);
  expect(ids.toSorted()).toEqual(ids);
});

it("an id has one spelling, though the database reads others as well", () => {
  const id = "0190b1f0-0000-7abc-8def-0123456789ab";
  expect([id, id.toUpperCase(), `{${id}}`, id.replaceAll("-", ""), `${id}\n`].map(isId)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
