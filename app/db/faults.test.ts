import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { databaseFault, isDatabaseFault, violatedConstraint } from "./faults.ts";

const withCode = (code: string, more = {}) => Object.assign(new Error(code), { code, ...more });
const fromQuery = (cause: Error) => new DrizzleQueryError("select 1", [], cause);

describe("a fault of the database", () => {
  it("is an unreachable, restarting, overloaded, read-only or silent server", () => {
    for (const code of ["57P01", "57014", "53300", "08006", "25006", "55P03", "40P01"])
      expect(isDatabaseFault(fromQuery(withCode(code)))).toBe(true);
    expect(isDatabaseFault(fromQuery(withCode("ECONNRESET")))).toBe(true);
    expect(isDatabaseFault(new Error("timeout exceeded when trying to connect"))).toBe(true);
    expect(isDatabaseFault(databaseFault("ours"))).toBe(true);
  });

  it("CB-08 is not a lost connection to anything else, nor a mistake in a statement", () => {
    for (const error of [
      withCode("ECONNREFUSED"),
      withCode("ECONNRESET"),
      fromQuery(withCode("42P01")),
      fromQuery(withCode("23505")),
      "text",
      null,
    ])
      expect(isDatabaseFault(error)).toBe(false);
  });

  it("is told from any other without a look at the stack, which a tool that rewrites it can fail to give", () => {
    const busy = Object.defineProperty(withCode("HASHER_BUSY"), "stack", {
      get() {
        throw new TypeError("no source map");
      },
    });
    expect(isDatabaseFault(busy)).toBe(false);
  });

  it("tells which constraint a write ran into", () => {
    expect(violatedConstraint(fromQuery(withCode("23505", { constraint: "users_email_unique" })))).toBe(
      "users_email_unique",
    );
    expect(violatedConstraint(withCode("42P01"))).toBeNull();
  });
});
