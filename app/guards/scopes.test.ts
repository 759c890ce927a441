import { describe, expect, it } from "vitest";

import { holds } from "../access/expression.ts";
import { parseExpression } from "../access/expression-parser.ts";
import { noStanding } from "../access/no-standing.ts";
import { can, hasRole, type SignedIn } from "../access/principal.ts";
import { refusalUnder } from "./decide-policy.ts";
import { problemHeaders } from "./problem.server.ts";
import { findContradiction, type Policy } from "./policy.ts";
import { describePolicy } from "./policy-text.ts";

const alice: SignedIn = {
  kind: "user",
  isAuthenticated: true,
  isAnonymous: false,
  userId: "1",
  user: {
    id: "1",
    username: "alice",
    email: "",
    firstName: "",
    lastName: "",
    fullName: "",
    isStaff: true,
    isSuperuser: false,
  },
  via: "apiKey",
  method: null,
  pending: null,
  session: null,
  credential: { id: "2", label: "the build server" },
  scopes: null,
  claims: null,
  attributes: {},
  ...noStanding,
  roles: ["admin", "guest"],
  permissions: ["project:read", "project:delete"],
};
const capped = (...scopes: string[]): SignedIn => ({ ...alice, scopes });
const anyone = { via: ["session", "apiKey"] } as const;
const request = new Request("https://app.example.test/api/x");
const refusal = (policy: Policy, who: SignedIn) => refusalUnder(policy, who, request);
const isTrue = (text: string, who: SignedIn) => {
  const parsed = parseExpression(text);
  return parsed.ok && holds(parsed.expression, who);
};

describe("the scopes of a key or token", () => {
  it("AK-16 cap what its owner may do, and give nothing that the owner has not", () => {
    expect(can(capped("project:read"), "project:read")).toBe(true);
    expect(can(capped("project:read"), "project:delete")).toBe(false);
    expect(can(capped("project:read", "project:create"), "project:create")).toBe(false);
    expect(can(capped(), "project:read")).toBe(false);
  });

  it("AK-15 GD-15 JW16 are named where one is missing, in the words and the challenge that clients know", () => {
    const no = refusal({ ...anyone, scopes: ["billing:read"] }, capped("project:read"));
    expect(no).toMatchObject({ status: 403, code: "FORBIDDEN", reason: "scope" });
    expect(no?.detail).toBe("Token missing required scope: billing:read");
    expect(no && problemHeaders(no)["WWW-Authenticate"]).toBe(
      'Bearer error="insufficient_scope", scope="billing:read"',
    );
    expect(refusal({ ...anyone, scopes: ["billing:read"] }, capped("billing:read"))).toBeNull();
    expect(refusal({ ...anyone, scopes: ["billing:read"] }, alice)).toBeNull();
  });

  it("AK-15 a permission that only the scopes withhold is a missing scope; one that the owner lacks too is not", () => {
    expect(refusal({ ...anyone, can: "project:delete" }, capped("project:read"))?.reason).toBe("scope");
    expect(refusal({ ...anyone, can: "project:create" }, capped("project:create"))?.reason).toBe("permission");
  });

  it("open nothing that asks for a role or for staff: that is more than any scope lets through", () => {
    expect([hasRole(alice, "admin"), hasRole(capped("project:read"), "admin")]).toEqual([true, false]);
    expect(refusal({ ...anyone, anyRole: ["admin"] }, capped("project:read"))?.reason).toBe("role");
    expect(refusal({ ...anyone, staff: true }, capped("project:read"))?.reason).toBe("staff");
  });

  it("gain nothing by a `not`: what is not true of the owner is not true of the key", () => {
    expect(isTrue("not hasPermission('project:delete')", capped("project:read"))).toBe(false);
    expect(isTrue("hasPermission('project:read') and not hasRole('guest')", capped("project:read"))).toBe(false);
    expect(isTrue("hasPermission('project:read') and not hasRole('editor')", capped("project:read"))).toBe(true);
  });

  it("stand in the policy table, and a policy with an empty list of them does not start", () => {
    expect(describePolicy({ ...anyone, scopes: ["billing:read", "billing:write"] })).toBe(
      "by session or apiKey, scope billing:read and billing:write",
    );
    expect(findContradiction({ ...anyone, scopes: [] })).toContain("ask for nothing: scopes");
  });
});
