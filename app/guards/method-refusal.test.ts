import { beforeEach, describe, expect, it, vi } from "vitest";

import { accessRefused } from "../access/access-refused.ts";
import { actingAs, currentPrincipal } from "../access/current-principal.server.ts";
import { postAuthorize, preAuthorize } from "../access/method-guards.server.ts";
import { anonymous, type Principal } from "../access/principal.ts";
import { log } from "../log.server.ts";
import { guard } from "./guard.server.ts";
import type { RouteArgs } from "./guarded.ts";

const recordEvent = vi.hoisted(() => vi.fn<(event: object) => Promise<void>>(async () => undefined));
vi.mock("./principal.server.ts", () => ({ principalOf: async () => who }));
vi.mock("../audit/record.server.ts", () => ({ recordEvent }));
vi.mock("../auth/counters.server.ts", () => ({ countOne: async () => ({ allowed: true }) }));

let who: Principal = anonymous;
const person = (roles: string[], pending: string | null = null) =>
  ({
    isAuthenticated: true,
    userId: "7",
    roles,
    permissions: [],
    attributes: {},
    via: "session",
    pending,
    user: { isSuperuser: false },
  }) as unknown as Principal;

const work = vi.fn(async () => "the work is done");
const archive = preAuthorize("hasRole('ADMIN')", work);
const peek = postAuthorize("hasRole('ADMIN')", work);

/** What comes out of a route with this handler, asked for by `principal`. */
async function answered(handler: () => unknown, principal: Principal, address = "/api/projects") {
  who = principal;
  const context = { requestId: "r", isData: false, setHeader: () => undefined, csrfCookie: null, csrfBinding: "b" };
  const request = new Request(`https://app.example.test${address}`);
  const route = guard({ open: "a test" }, handler);
  return route({ request, params: {}, context } as unknown as RouteArgs).catch((thrown: unknown) => thrown);
}
const brief = async (answer: unknown) =>
  answer instanceof Response
    ? [answer.status, answer.headers.get("Location") ?? ((await answer.json()) as { code: string }).code]
    : answer;

const logged = vi.spyOn(log, "error").mockImplementation(() => undefined);
beforeEach(() => void vi.clearAllMocks());

describe("a guarded method that a handler calls", () => {
  it("ML-01 knows whose request it is", async () => {
    expect(await answered(archive, person(["ADMIN"]))).toBe("the work is done");
    const guest = person(["GUEST"]);
    expect(await answered(() => currentPrincipal(), guest)).toBe(guest);
    expect(currentPrincipal()).toBeNull();
  });

  it.each([
    ["preAuthorize", archive, 0],
    ["postAuthorize", peek, 1],
  ])("ML-01 ML-02 ML-03 %s refuses like the guard of the route, and that is no bug", async (_, method, ran) => {
    const answer = (await answered(method, person(["GUEST"]))) as Response;
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ code: "FORBIDDEN", detail: "This needs: hasRole('ADMIN')" }),
    ]);
    expect(work).toHaveBeenCalledTimes(ran);
    expect(recordEvent.mock.calls[0]?.[0]).toMatchObject({
      event: "access.refused",
      reason: "expression",
      actorId: "7",
    });
    expect(logged).not.toHaveBeenCalled();
  });

  it("ML-03 sends strangers to sign in, and programs a 401", async () => {
    expect(await brief(await answered(archive, anonymous, "/projects"))).toEqual([
      303,
      "/login?redirectTo=%2Fprojects",
    ]);
    expect(await brief(await answered(archive, anonymous))).toEqual([401, "AUTH_REQUIRED"]);
    expect([work.mock.calls.length, logged.mock.calls.length]).toEqual([0, 0]);
  });

  it("ML-03 sends somebody who is only half in to the step that is left", async () => {
    const halfway = person(["ADMIN"], "verify-email");
    expect(await brief(await answered(archive, halfway, "/projects"))).toEqual([303, "/verify-email"]);
    expect(await brief(await answered(archive, halfway))).toEqual([403, "STEP_PENDING"]);
  });

  it("C-03 never tells somebody who is signed in to sign in, whatever name the work went on under", async () => {
    const asNobody = () => actingAs(anonymous, archive);
    expect(await brief(await answered(asNobody, person(["ADMIN"]), "/projects"))).toEqual([403, "FORBIDDEN"]);
  });

  it("refuses for the error of a guarded method only: another one with such a word in it stays a bug", async () => {
    const foreign = Object.assign(new Error("no"), { code: "FORBIDDEN", refused: "FORBIDDEN" });
    expect(await brief(await answered(() => Promise.reject(foreign), person([])))).toEqual([500, "INTERNAL_ERROR"]);
    expect(logged).toHaveBeenCalledOnce();
    const own = accessRefused("FORBIDDEN", "Not on Sundays.");
    expect(await brief(await answered(() => Promise.reject(own), person([])))).toEqual([403, "FORBIDDEN"]);
    expect(logged).toHaveBeenCalledOnce();
  });
});
