import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, expectTypeOf, it, vi } from "vitest";

import { isAccessRefused } from "./access-refused.ts";
import { actingAs, currentPrincipal } from "./current-principal.server.ts";
import { markWrites, postAuthorize, preAuthorize } from "./method-guards.server.ts";
import { anonymous, type Principal } from "./principal.ts";

const person = (roles: string[], pending: string | null = null) =>
  ({
    isAuthenticated: true,
    roles,
    permissions: [],
    attributes: {},
    pending,
    user: { isSuperuser: false },
  }) as unknown as Principal;
const [admin, guest] = [person(["ADMIN"]), person(["GUEST"])];

const body = vi.fn(async (a: number, b: number) => `the sum is ${a + b}`);
const before = preAuthorize("hasRole('ADMIN')", body);
const after = postAuthorize("hasRole('ADMIN')", body);

/** What came out, and how often the body ran for it. */
async function outcome(run: () => Promise<unknown>) {
  body.mockClear();
  const result = await run().catch((error: unknown) => (isAccessRefused(error) ? error.refused : error));
  return [result, body.mock.calls.length];
}

describe("preAuthorize", () => {
  it("ML-01 asks whoever is acting before the body runs, and hands on what goes in and out", async () => {
    expectTypeOf(before).toEqualTypeOf<(a: number, b: number) => Promise<string>>();
    expect(await outcome(() => actingAs(admin, () => before(2, 3)))).toEqual(["the sum is 5", 1]);
    expect(await outcome(() => actingAs(guest, () => before(2, 3)))).toEqual(["FORBIDDEN", 0]);
  });

  it("ML-03 C-10 says who is wrong, and who is nobody: no context, or an anonymous one", async () => {
    expect(await outcome(() => before(2, 3))).toEqual(["AUTH_REQUIRED", 0]);
    expect(await outcome(() => actingAs(anonymous, () => before(2, 3)))).toEqual(["AUTH_REQUIRED", 0]);
    expect(await outcome(() => actingAs(guest, () => before(2, 3)))).toEqual(["FORBIDDEN", 0]);
    await expect(actingAs(guest, () => before(2, 3))).rejects.toThrow("This needs: hasRole('ADMIN')");
  });

  it("ML-03 C-10 a bare not lets in neither nobody nor somebody with a step to take", async () => {
    const noGuest = preAuthorize("not hasRole('GUEST')", body);
    expect(await outcome(() => actingAs(anonymous, () => noGuest(1, 1)))).toEqual(["AUTH_REQUIRED", 0]);
    expect(await outcome(() => actingAs(person([], "verify-email"), () => noGuest(1, 1)))).toEqual(["FORBIDDEN", 0]);
    expect(await outcome(() => actingAs(person([]), () => noGuest(1, 1)))).toEqual(["the sum is 2", 1]);
  });

  it("EX-05 reads its expression when it is defined", () => {
    expect(() => preAuthorize("hasRol('ADMIN')", body)).toThrow("not an expression");
    expect(() => postAuthorize("hasRol('ADMIN')", body)).toThrow("not an expression");
  });

  it("rejects and never throws, so that a refusal among others leaves none of them alone", () => {
    expect(before(1, 1).catch(() => "rejected")).toBeInstanceOf(Promise);
  });

  it.each([
    ["hasRole('ADMIN')", "the sum is 2", "FORBIDDEN"],
    ["hasAnyRole('GUEST', 'ADMIN')", "the sum is 2", "the sum is 2"],
    ["not hasRole('ADMIN')", "FORBIDDEN", "the sum is 2"],
    ["isAuthenticated and hasPermission('project:read')", "FORBIDDEN", "FORBIDDEN"],
    ["hasRole('GUEST') or isAuthenticated and hasRole('ADMIN')", "the sum is 2", "the sum is 2"],
  ])("ML-04 %s means what it means anywhere else", async (text, forAdmin, forGuest) => {
    for (const guarded of [preAuthorize(text, body), postAuthorize(text, body)]) {
      expect((await outcome(() => actingAs(admin, () => guarded(1, 1))))[0]).toBe(forAdmin);
      expect((await outcome(() => actingAs(guest, () => guarded(1, 1))))[0]).toBe(forGuest);
    }
  });
});

describe("postAuthorize", () => {
  it("ML-02 runs the body, and keeps its result back when the expression does not hold", async () => {
    expect(await outcome(() => actingAs(admin, () => after(2, 3)))).toEqual(["the sum is 5", 1]);
    expect(await outcome(() => actingAs(guest, () => after(2, 3)))).toEqual(["FORBIDDEN", 1]);
  });

  it("ML-02 keeps back what went wrong as well", async () => {
    const failing = postAuthorize("hasRole('ADMIN')", () => Promise.reject(new Error("no project has this name")));
    expect(await outcome(() => actingAs(guest, failing))).toEqual(["FORBIDDEN", 0]);
    await expect(actingAs(admin, failing)).rejects.toThrow("no project has this name");
  });

  it("ML-03 does nothing at all for nobody", async () => {
    expect(await outcome(() => after(2, 3))).toEqual(["AUTH_REQUIRED", 0]);
    expect(await outcome(() => actingAs(anonymous, () => after(2, 3)))).toEqual(["AUTH_REQUIRED", 0]);
  });

  it("ML-02 Z-12 cannot be put around what changes something, not even around a guard of that", async () => {
    const rename = markWrites(async (name: string) => name);
    expect(() => postAuthorize("isAuthenticated", rename)).toThrow(
      'postAuthorize("isAuthenticated") around a function that writes',
    );
    expect(() => postAuthorize("isAuthenticated", preAuthorize("isAuthenticated", rename))).toThrow("use preAuthorize");
    expect(await actingAs(guest, () => preAuthorize("isAuthenticated", rename)("Lighthouse"))).toBe("Lighthouse");
  });
});

describe("whoever is acting", () => {
  it("ML-05 is nobody in a job, which has to name somebody", async () => {
    const job = async () => {
      await sleep(1);
      return before(1, 1);
    };
    expect(currentPrincipal()).toBeNull();
    expect(await outcome(job)).toEqual(["AUTH_REQUIRED", 0]);
    expect(await outcome(() => actingAs(admin, job))).toEqual(["the sum is 2", 1]);
    expect(currentPrincipal()).toBeNull();
  });

  it("ML-01 is the right one for each of many at once, however long they wait and wherever the work was queued", async () => {
    const people = Array.from({ length: 50 }, (_, i) => person([`R${i}`]));
    const seen = await Promise.all(
      people.map((one, i) =>
        actingAs(one, async () => {
          await sleep(i % 5);
          await new Promise((resolve) => setImmediate(resolve));
          return currentPrincipal();
        }),
      ),
    );
    expect(seen).toEqual(people);
  });

  it("ML-05 can be somebody else within, and is the first again afterwards", async () => {
    const seen = await actingAs(guest, async () => [
      await actingAs(admin, async () => currentPrincipal()),
      currentPrincipal(),
    ]);
    expect(seen).toEqual([admin, guest]);
  });
});
