import { describe, expect, expectTypeOf, it, vi } from "vitest";

import { expressionText } from "../access/expression.ts";
import { anonymous, type Principal } from "../access/principal.ts";
import { refusalUnder } from "./decide-policy.ts";
import { guard } from "./guard.server.ts";
import { describePolicy } from "./policy-text.ts";
import { expressionOf } from "./policy-expression.ts";
import { findContradiction, type AtBrowser, type Policy } from "./policy.ts";

const person = (shape: Partial<Record<"roles" | "permissions", string[]>> & { pending?: string } = {}) =>
  ({
    isAuthenticated: true,
    roles: [],
    permissions: [],
    attributes: {},
    via: "session",
    pending: null,
    user: { isSuperuser: false },
    ...shape,
  }) as unknown as Principal;
const request = new Request("https://app.example.test/x");
const refusal = (policy: Policy, principal: Principal) => refusalUnder(policy, principal, request);
const status = (policy: Policy, principal: Principal) => refusal(policy, principal)?.status ?? 200;

describe("a policy with `when`", () => {
  it("GD-12 lets in whoever its expression is true of; others get a 403 that says it", () => {
    const policy: Policy = { when: 'hasRole("admin")or hasPermission("project.create")' };
    expect([
      status(policy, person({ roles: ["admin"] })),
      status(policy, person({ permissions: ["project:create"] })),
      status(policy, person({ permissions: ["project:read"] })),
    ]).toEqual([200, 200, 403]);
    expect(refusal(policy, person())).toEqual({
      status: 403,
      code: "FORBIDDEN",
      reason: "expression",
      detail: "This needs: hasRole('admin') or hasPermission('project:create')",
    });
  });

  it("EX-06 C-10 a bare not sends nobody in particular to sign in, and somebody half in to their step", () => {
    const policy: Policy = { when: "not hasRole('GUEST')" };
    expect(refusal(policy, anonymous)).toMatchObject({ status: 401, code: "AUTH_REQUIRED" });
    expect(refusal(policy, person({ pending: "verify-email" }))).toMatchObject({ status: 403, code: "STEP_PENDING" });
    expect([status(policy, person()), status(policy, person({ roles: ["GUEST"] }))]).toEqual([200, 403]);
  });

  it("GD-08 GD-09 GD-17 holds together with every other key: after roles and permissions, before a check of one's own", () => {
    const check = vi.fn(() => false);
    const policy: Policy = { anyRole: ["admin"], can: "project:read", when: "hasRole('owner')", check };
    const reasonFor = (roles: string[], permissions: string[]) =>
      refusal(policy, person({ roles, permissions }))?.reason;
    expect(reasonFor(["owner"], ["project:read"])).toBe("role");
    expect(reasonFor(["admin", "owner"], [])).toBe("permission");
    expect(reasonFor(["admin"], ["project:read"])).toBe("expression");
    expect(check).not.toHaveBeenCalled();
    expect(reasonFor(["admin", "owner"], ["project:read"])).toBe("predicate");
  });

  it("EX-05 does not even load with a text that is no expression, and says where it goes wrong", () => {
    expect(() => guard({ when: "hasRole('admin') || true" }, () => null)).toThrow(
      "not an expression: | means nothing in an expression at character 18 of: hasRole('admin') || true",
    );
    expect(() => guard({ when: "" }, () => null)).toThrow("not an expression");
    expect(() => guard({ anyRole: ["admin"], when: "hasPermission('project:fly')" }, () => null)).toThrow(
      "an unknown permission at character 15",
    );
  });

  it("EX-05 past the guard it still does not start: what is wrong is said with everything else that is", () => {
    expect(findContradiction({ when: "hasRol('X')" })).toMatch(
      /^an expression that cannot be read: .* of: hasRol\('X'\)$/,
    );
    expect(findContradiction({ open: "a test", when: "isAuthenticated" } as never)).toContain("contradict: open, when");
    expect(findContradiction({ when: "" })).toContain("ask for nothing: when");
    expect(findContradiction({ when: "isAuthenticated" })).toBeNull();
  });

  it("GD-13 promises its handler somebody at a browser, and stands beside no open door", () => {
    guard({ when: "isAuthenticated" }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<AtBrowser>());
    // @ts-expect-error -- open to everybody, or only to some
    expect(() => guard({ open: "a test", when: "isAuthenticated" }, () => null)).not.toThrow();
  });

  it("is read once for each policy, whoever asks and however often", () => {
    const policy: Policy = { when: "hasRole('admin')" };
    expect(expressionOf(policy)).toBe(expressionOf(policy));
    const guarded = guard({ when: "hasRole('admin')" }, () => null);
    Object.assign(guarded.policy, { when: "isAuthenticated" });
    expect(expressionText(expressionOf(guarded.policy) ?? { kind: "isAuthenticated" })).toBe("hasRole('admin')");
    expect(status(guarded.policy, person())).toBe(403);
  });

  it("is described in the policy table in its one spelling", () => {
    expect(describePolicy({ when: '(hasRole("admin"))', can: "project:read", limit: "30 per minute" })).toBe(
      "can project:read, when hasRole('admin'), at most 30 per minute",
    );
  });
});
