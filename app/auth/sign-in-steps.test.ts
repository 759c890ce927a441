import { describe, expect, it } from "vitest";

import type { User } from "../db/users.schema.ts";
import { firstUnmetStep, stillPending } from "./sign-in-steps.server.ts";

const person = (emailVerifiedAt: Date | null) => ({ emailVerifiedAt }) as User;

describe("the steps between proving who you are and coming in", () => {
  it("stop at the first that is not taken", () => {
    expect([firstUnmetStep(person(null)), firstUnmetStep(person(new Date(0)))]).toEqual(["verify-email", null]);
  });

  it("stay pending until taken, and a session without any stays free", () => {
    expect(stillPending("verify-email", person(null))).toBe("verify-email");
    expect(stillPending("verify-email", person(new Date(0)))).toBeNull();
    expect(stillPending(null, person(null))).toBeNull();
  });
});
