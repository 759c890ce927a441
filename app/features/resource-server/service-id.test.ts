import { validate, version } from "uuid";
import { expect, it } from "vitest";

import { newId } from "../../db/columns.ts";
import { idAt } from "./service-id.ts";

const issuer = "https://id.example.com";

it("RS-07 makes an id of an issuer and a subject that is no id of ours, always the same, and never that of another pair", () => {
  const subjects = Array.from({ length: 200 }, (_, i) => `${i}`);
  for (const subject of subjects) {
    expect(validate(idAt(issuer, subject))).toBe(true);
    expect([version(idAt(issuer, subject)), version(newId())]).toEqual([8, 7]);
  }
  expect(new Set(subjects.map((subject) => idAt(issuer, subject))).size).toBe(200);
  expect(idAt(issuer, "a")).toBe(idAt(issuer, "a"));
  expect(idAt(issuer, "a")).not.toBe(idAt(`${issuer}/`, "a"));
  expect(idAt(issuer, '","b')).not.toBe(idAt(`${issuer}","`, "b"));
});
