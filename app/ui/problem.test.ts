import { describe, expect, test } from "vitest";

import { problemTitle, readProblem, wordsFor } from "./problem.ts";

const thrown = (status: number, data: unknown) => ({ status, statusText: "", internal: false, data });

describe("what the error page says", () => {
  test("a bug of ours tells nothing of itself", () => {
    expect(readProblem(new Error("secret"))).toEqual({ status: 500 });
  });

  test("a problem gives its code, its request and what is missing", () => {
    const data = { code: "FORBIDDEN", transaction_id: "r1", missing: ["project:read", 7] };
    expect(readProblem(thrown(403, data))).toEqual({
      status: 403,
      code: "FORBIDDEN",
      requestId: "r1",
      missing: ["project:read"],
      mayAskWhy: false,
    });
  });

  test.each([
    [true, true],
    ["yes", false],
    [undefined, false],
  ])("with mayAskWhy %j the reader is offered to see why: %s", (mayAskWhy, offered) => {
    expect(readProblem(thrown(403, { mayAskWhy })).mayAskWhy).toBe(offered);
  });

  test.each([
    [403, undefined, "403"],
    [403, "CSRF_FAILED", "stale"],
    [413, "TOO_LARGE", "400"],
    [502, undefined, "500"],
  ])("status %s with code %s has the words of %s", (status, code, words) => {
    expect(wordsFor({ status, code })).toBe(words);
  });

  test("an answer without a body has a title too", () => {
    expect(problemTitle(thrown(404, null))).toBe("errors.404.title");
  });
});
