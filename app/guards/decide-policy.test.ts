import { describe, expect, it } from "vitest";

import { anonymous, type Principal } from "../access/principal.ts";
import { compileRoleGraph } from "../access/role-graph.ts";
import { fromNow, minutes, seconds } from "../clock.ts";
import { refusalByAge, refusalUnder } from "./decide-policy.ts";
import { describePolicy } from "./policy-text.ts";
import type { Policy } from "./policy.ts";

type Shape = {
  roles?: string[];
  permissions?: string[];
  isStaff?: boolean;
  isSuperuser?: boolean;
  via?: string;
  kind?: string;
  scopes?: string[];
  pending?: string | null;
};

const everything = compileRoleGraph({ version: 1, roles: [], parents: [], grants: [], fields: [] }).standingOf(
  [],
  true,
);

const person = ({
  roles = [],
  isStaff = false,
  isSuperuser = false,
  permissions = isSuperuser ? [...everything.permissions] : [],
  via = "session",
  kind = "user",
  scopes,
  pending = null,
}: Shape = {}) =>
  ({
    kind,
    isAuthenticated: true,
    scopes,
    roles,
    permissions,
    via,
    method: "password",
    pending,
    user: kind === "user" ? { isStaff, isSuperuser } : null,
  }) as unknown as Principal;
const request = new Request("https://app.example.test/x", { headers: { "X-Tenant": "7" } });
const refusal = (policy: Policy, principal: Principal) => refusalUnder(policy, principal, request);
const status = (policy: Policy, principal: Principal) => refusal(policy, principal)?.status ?? 200;

describe("a policy", () => {
  it("GD-01 GD-11 C-03 answers 401 only when nobody is signed in, 403 otherwise", () => {
    expect([status({ signedIn: true }, anonymous), status({ signedIn: true }, person())]).toEqual([401, 200]);
    expect([status({ can: "project:read" }, anonymous), status({ can: "project:read" }, person())]).toEqual([401, 403]);
  });

  it("`open` lets everybody through", () => {
    expect(status({ open: "a test" }, anonymous)).toBe(200);
  });

  it("GD-02 a check of one's own sees the request; 403 when signed in, 401 when not", () => {
    const policy: Policy = { check: (_, { headers }) => headers.get("X-Tenant") === "8" };
    expect([status(policy, anonymous), status(policy, person())]).toEqual([401, 403]);
    expect(status({ check: (_, { headers }) => headers.get("X-Tenant") === "7" }, person())).toBe(200);
  });

  it("GD-03 GD-07 demands every permission it names", () => {
    const policy: Policy = { can: ["project:read", "project:create"] };
    expect([
      status(policy, person({ permissions: ["project:read"] })),
      status(policy, person({ permissions: ["project:read", "project:create"] })),
    ]).toEqual([403, 200]);
  });

  it("GD-04 UM-09 `staff` asks for the flag and for nothing else; being staff gives no permission", () => {
    expect([status({ staff: true }, person()), status({ staff: true }, person({ isStaff: true }))]).toEqual([403, 200]);
    expect(status({ can: "project:read" }, person({ isStaff: true }))).toBe(403);
  });

  it("GD-06 demands at least one role it names", () => {
    expect([
      status({ anyRole: ["admin", "editor"] }, person({ roles: ["editor"] })),
      status({ anyRole: ["admin"] }, person({ roles: ["editor"] })),
    ]).toEqual([200, 403]);
    expect(status({ anyRole: [] }, person({ roles: ["editor"] }))).toBe(403);
  });

  it("GD-08 GD-17 demands all its keys together", () => {
    const policy: Policy = { anyRole: ["editor"], can: "project:read" };
    expect(status(policy, person({ roles: ["editor"] }))).toBe(403);
    expect(status(policy, person({ permissions: ["project:read"] }))).toBe(403);
    expect(status(policy, person({ roles: ["editor"], permissions: ["project:read"] }))).toBe(200);
  });

  it("GD-09 asks in order: signed in, then roles, then permissions", () => {
    const policy: Policy = { anyRole: ["admin"], can: "project:read" };
    expect(refusal(policy, anonymous)).toMatchObject({ code: "AUTH_REQUIRED", detail: "Authentication required" });
    expect(refusal(policy, person())).toMatchObject({ code: "FORBIDDEN", reason: "role" });
    expect(refusal(policy, person({ roles: ["admin"] }))).toMatchObject({ code: "FORBIDDEN", reason: "permission" });
  });

  it("GD-10 says what is missing", () => {
    expect(refusal({ anyRole: ["ADMIN"] }, person())?.detail).toBe("Insufficient roles: requires one of ['ADMIN']");
    expect(refusal({ can: "project:read" }, person())?.detail).toBe("Insufficient permissions: ['project:read']");
  });

  it("GD-19 UM-08 a superuser passes permission checks, and neither staff nor role checks", () => {
    const root = person({ isSuperuser: true });
    expect([
      status({ can: "project:delete" }, root),
      status({ staff: true }, root),
      status({ anyRole: ["admin"] }, root),
    ]).toEqual([200, 403, 403]);
  });

  it("takes a session unless it says otherwise", () => {
    expect(status({ signedIn: true }, person({ via: "apiKey" }))).toBe(403);
    expect(status({ via: ["apiKey"] }, person({ via: "apiKey" }))).toBe(200);
    expect(status({ via: ["apiKey"] }, person())).toBe(403);
    expect(refusal({ via: ["apiKey"] }, person())?.detail).toBe("This needs: apiKey.");
  });

  it("lets in a program in nobody's name only where it says so, and never by a role, as staff, or by a check that is about people", () => {
    const shape = { kind: "service", via: "accessToken", scopes: ["project:read"], permissions: ["project:read"] };
    const service = person({ ...shape, roles: ["editor"], isStaff: true });
    const via = ["session", "accessToken"] as const;
    expect(refusal({ can: "project:read", via }, service)).toMatchObject({ status: 403, reason: "credential" });
    expect(status({ can: "project:read", via, services: true }, service)).toBe(200);
    expect(status({ can: "project:read", services: true }, service)).toBe(403); // only a session there
    for (const policy of [
      { can: "project:create" },
      { anyRole: ["editor"] },
      { staff: true },
      { check: () => true },
    ] as const)
      expect(status({ ...policy, via, services: true }, service)).toBe(403);
    expect(status({ can: "project:read", via: ["accessToken"] }, person({ ...shape, kind: "user" }))).toBe(200);
  });

  it("keeps somebody with a pending step out of everything but that step", () => {
    const halfway = person({ pending: "verify-email", permissions: ["project:read"] });
    expect(refusal({ can: "project:read" }, halfway)).toMatchObject({ status: 403, code: "STEP_PENDING" });
    expect(status({ pending: "verify-email" }, halfway)).toBe(200);
    expect([status({ pending: "verify-email" }, person()), status({ pending: "verify-email" }, anonymous)]).toEqual([
      403, 401,
    ]);
  });
});

describe("a policy that wants a fresh proof", () => {
  const since = (age: number | null) =>
    ({ session: age === null ? null : { authenticatedAt: fromNow(-age) } }) as unknown as Principal;
  const policy: Policy = { signedIn: true, fresh: minutes(10) };

  it("SE21 lets in whoever has shown within that time who they are, and nobody else", () => {
    expect(refusalByAge(policy, since(minutes(10) - seconds(1)))).toBeNull();
    expect(refusalByAge(policy, since(minutes(10) + seconds(1)))).toMatchObject({
      status: 403,
      code: "STEP_UP_REQUIRED",
      reason: "not-fresh",
    });
  });

  it("AK09 never takes a key or a token for one: they have no session", () => {
    expect(refusalByAge(policy, since(null))).toMatchObject({ code: "STEP_UP_REQUIRED" });
    expect(refusalByAge(policy, anonymous)).toMatchObject({ code: "STEP_UP_REQUIRED" });
  });

  it("asks for no age where none is named", () => {
    expect(refusalByAge({ signedIn: true }, since(minutes(600)))).toBeNull();
    expect(refusalByAge({ open: "a test" }, anonymous)).toBeNull();
  });

  it("is described with its time", () => {
    expect(describePolicy({ can: "project:delete", fresh: minutes(10), limit: "30 per minute" })).toBe(
      "can project:delete, confirmed within 10 minutes, at most 30 per minute",
    );
  });
});
