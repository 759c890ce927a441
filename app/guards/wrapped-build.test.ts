import type { ServerBuild } from "@remix-run/node";
import { describe, expect, it, vi } from "vitest";

import { anonymous } from "../access/principal.ts";
import { guard } from "./guard.server.ts";
import type { RouteArgs } from "./guarded.ts";
import type { RequestContext } from "./request-context.ts";
import { placeOf } from "./place.ts";
import { policyTable } from "./policy-table.ts";
import { wrapBuild } from "./wrapped-build.server.ts";

vi.mock("./principal.server.ts", () => ({ principalOf: async () => who }));
vi.mock("../audit/record.server.ts", () => ({ recordEvent: async () => undefined }));
let who: unknown = anonymous;
const signedIn = {
  isAuthenticated: true,
  userId: "1",
  roles: [],
  permissions: [],
  via: "session",
  pending: null,
  user: { isSuperuser: false, isStaff: false },
};

type RouteModule = { loader?: unknown; action?: unknown; default?: unknown };
const route = (id: string, path: string | undefined, parentId: string | undefined, module: RouteModule) => ({
  id,
  path,
  parentId,
  module,
});
const buildOf = (...routes: ReturnType<typeof route>[]) =>
  ({ routes: Object.fromEntries(routes.map((one) => [one.id, one])) }) as unknown as ServerBuild;
const Page = () => null;

const root = route("root", "", undefined, { loader: guard({ open: "frame" }, () => null), default: Page });
const childLoader = vi.fn(() => "the child's data");
const settings = route("routes/settings", "settings", "root", {
  loader: guard({ signedIn: true }, () => null),
  default: Page,
});
const child = route("routes/settings.keys", "keys", "routes/settings", {
  loader: guard({ open: "careless" }, childLoader),
  default: Page,
});

const context = {
  requestId: "r",
  isData: true,
  setHeader: () => undefined,
  csrfCookie: null,
  csrfBinding: "b",
} as unknown as RequestContext;
const call = (build: ServerBuild, id: string, name: "loader" | "action" = "loader", method = "GET") => {
  const handler = build.routes[id]?.module[name] as (args: RouteArgs) => Promise<unknown>;
  return handler({
    request: new Request("https://app.example.test/settings/keys", { method }),
    params: {},
    context,
  } as RouteArgs);
};

describe("a build", () => {
  it("AZ01 GD-20 does not start with a bare loader, a bare action, or a page that nothing protects, and names each", () => {
    const bare = buildOf(
      root,
      route("routes/a", "a", "root", { loader: () => "open to all", action: () => null }),
      route("routes/b", "b", "root", { default: Page }),
    );
    expect(() => wrapBuild(bare)).toThrow(
      /routes\/a has a bare loader[\s\S]*routes\/a has a bare action[\s\S]*routes\/b has a page but no loader/,
    );
  });

  it("AZ01 is not fooled by a function that merely carries a policy-like label", () => {
    const loader = Object.assign(() => null, { policy: { open: "so it says" }, handler: () => null });
    expect(() => wrapBuild(buildOf(root, route("routes/a", "a", "root", { loader })))).toThrow("bare loader");
  });

  it("AZ01 does not start with a policy that contradicts itself, misspells a key or names nobody", () => {
    const unsound = [
      { open: "x", can: "project:read" },
      { pending: "verify-email", staff: true },
      { signedIn: true, staf: true },
      { open: "x", fresh: 600_000 },
      { signedIn: true, fresh: 600_000, crossSite: "x" },
      { signedIn: true, fresh: 0 },
      {},
    ];
    for (const policy of unsound) {
      const loader = guard(policy as never, () => null);
      expect(() => wrapBuild(buildOf(root, route("routes/a", "a", "root", { loader })))).toThrow(
        /routes\/a has (keys that|an unknown key|a policy that|an age that)/,
      );
    }
  });

  it("GD-20 RX01 applies a layout's policy to what lies below it, however open that says it is", async () => {
    const wrapped = wrapBuild(buildOf(root, settings, child));
    who = anonymous;
    const refused = await call(wrapped, "routes/settings.keys").catch((error: Response) => error);
    expect(refused).toMatchObject({ status: 401 });
    expect(childLoader).not.toHaveBeenCalled();
    who = signedIn;
    expect(await call(wrapped, "routes/settings.keys")).toBe("the child's data");
  });

  it("RX04 refuses an action before it runs when a layout above it would refuse", async () => {
    const action = vi.fn();
    const posting = route("routes/settings.post", "post", "routes/settings", {
      action: guard({ open: "careless" }, action),
    });
    who = anonymous;
    const refused = await call(
      wrapBuild(buildOf(root, settings, posting)),
      "routes/settings.post",
      "action",
      "POST",
    ).catch((error: Response) => error);
    expect(refused).toMatchObject({ status: 401 });
    expect(action).not.toHaveBeenCalled();
  });

  it("lists every handler with its path, its policy and the layouts around it", () => {
    const build = buildOf(root, settings, child);
    expect(placeOf(child as never, build.routes)).toMatchObject({
      path: "/settings/keys",
      ancestors: [{ open: "frame" }, { signedIn: true }],
    });
    expect(policyTable(build).map(({ path, method, routeId }) => `${method} ${path} ${routeId}`)).toEqual([
      "GET / root",
      "GET /settings routes/settings",
      "GET /settings/keys routes/settings.keys",
    ]);
  });
});
