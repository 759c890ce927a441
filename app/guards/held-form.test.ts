import { beforeEach, describe, expect, it, vi } from "vitest";

import { fromNow, minutes } from "../clock.ts";
import { enforce } from "./enforce.server.ts";
import type { RouteArgs } from "./guarded.ts";
import type { Policy } from "./policy.ts";
import type { RequestContext } from "./request-context.ts";

const holdForm = vi.hoisted(() => vi.fn(async () => "the-id"));
const countOne = vi.hoisted(() => vi.fn(async () => ({ allowed: true })));
const mayNothing = vi.hoisted(() => ({ permissions: [], pending: null, scopes: null }));
const principal = vi.hoisted(() => ({ session: { id: "s", authenticatedAt: new Date(0) } }));

vi.mock("./principal.server.ts", () => ({
  principalOf: async () => ({
    ...principal,
    ...mayNothing,
    isAuthenticated: true,
    userId: "1",
    via: "session",
    user: {},
  }),
}));
vi.mock("../audit/record.server.ts", () => ({ recordEvent: async () => undefined }));
vi.mock("../auth/counters.server.ts", () => ({ countOne }));
vi.mock("../auth/held-forms.server.ts", () => ({ holdForm, takeHeldForm: async () => null }));

const context = { requestId: "r", isData: false, setHeader: () => undefined, csrfCookie: null, csrfBinding: "b" };
const handler = vi.fn(() => "done");

/** What comes of a request under a policy, at a path, within these layouts. */
async function ask(path: string, policy: Policy, method = "GET", layouts: Policy[] = []): Promise<unknown> {
  const request = new Request(`https://app.example.test${path}`, { method });
  const args = { request, params: {}, context: context as unknown as RequestContext } as RouteArgs;
  const place = { id: "routes/a", path: null, ancestors: layouts, methods: null };
  return enforce(place, { policy, handler }, args).catch((thrown: unknown) => thrown);
}

const fresh: Policy = { signedIn: true, fresh: minutes(10), limit: "1 per hour" };

beforeEach(() => {
  vi.clearAllMocks();
  principal.session.authenticatedAt = fromNow(-minutes(11));
});

describe("an old sign-in", () => {
  it("AK09 SE21 gets a problem from an API, and no page to go to", async () => {
    const answer = (await ask("/api/keys", fresh)) as Response;
    expect([answer.status, answer.headers.get("Location")]).toEqual([403, null]);
    expect(await answer.json()).toMatchObject({ code: "STEP_UP_REQUIRED" });
    expect(handler).not.toHaveBeenCalled();
  });

  it("is asked before the limit is counted, and after what else the policy wants", async () => {
    await ask("/settings/email", fresh);
    expect(countOne.mock.calls.flat()).not.toContain("GET routes/a");
    const refused = (await ask("/settings/email", { staff: true, fresh: minutes(10) })) as Response;
    expect(await refused.json()).toMatchObject({ code: "FORBIDDEN" });
    principal.session.authenticatedAt = fromNow(-minutes(9));
    expect(await ask("/settings/email", fresh)).toBe("done");
    expect(countOne.mock.calls.flat()).toContain("GET routes/a");
  });

  it("is asked only by the handler that names an age, not by what lies below a layout that does", async () => {
    expect(await ask("/settings/email/x", { signedIn: true }, "GET", [fresh])).toBe("done");
  });

  it("CS-02 leaves no form behind that has no token", async () => {
    const answer = (await ask("/settings/email", fresh, "POST")) as Response;
    expect([answer.status, holdForm.mock.calls]).toEqual([403, []]);
  });

  it("carries no address that is too long for a redirect", async () => {
    const answer = (await ask(`/settings/email?x=${"%C3%BC".repeat(200)}`, fresh)) as Response;
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/confirm"]);
  });
});
