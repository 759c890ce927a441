import { describe, expect, expectTypeOf, it } from "vitest";

import type { Caller, Principal, Service, SignedIn } from "../access/principal.ts";
import { minutes } from "../clock.ts";
import { guard } from "./guard.server.ts";
import { isGuarded } from "./guarded.ts";
import { findContradiction, type AtBrowser, type ByToken } from "./policy.ts";
import type { RequestContext } from "./request-context.ts";

describe("guard()", () => {
  it("GD-13 hands the handler a principal that its policy has narrowed", () => {
    guard({ open: "a test" }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<Principal>());
    guard({ signedIn: true }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<AtBrowser>());
    guard({ can: "project:read" }, ({ principal }) => expectTypeOf(principal.user.id).toBeString());
    // @ts-expect-error -- nobody may be signed in here
    guard({ open: "a test" }, ({ principal }) => principal.user.id);
    expect(isGuarded(guard({ signedIn: true }, () => null))).toBe(true);
  });

  it("GD-03 does not compile with a permission that is not in the catalogue, nor with a limit that cannot be read", () => {
    // @ts-expect-error -- there is no such permission
    guard({ can: "project:fly" }, () => null);
    // @ts-expect-error -- neither a number nor a unit
    guard({ open: "a test", limit: "often" }, () => null);
    // @ts-expect-error -- `open` needs a reason
    guard({ open: true }, () => null);
    guard({ can: ["project:read", "project:create"], limit: "30 per minute" }, () => null);
  });

  it("does not compile with keys that contradict one another, or with a misspelt one", () => {
    // @ts-expect-error -- open to everybody, or only to some
    guard({ open: "a test", can: "project:read" }, () => null);
    // @ts-expect-error -- a pending step is nobody's permission
    guard({ pending: "verify-email", staff: true }, () => null);
    // @ts-expect-error -- nobody is there to confirm anything
    guard({ open: "a test", fresh: minutes(10) }, () => null);
    // @ts-expect-error -- misspelt
    guard({ signedIn: true, staf: true }, () => null);
    const sound = { signedIn: true, can: "project:read", fresh: minutes(10), limit: "30 per minute" } as const;
    expect(findContradiction(sound)).toBeNull();
  });

  it("GD-16 takes several demands as one object, for their effect alone", () => {
    const guarded = guard({ staff: true, anyRole: ["admin"], via: ["apiKey", "session"] }, () => null);
    expect(guarded.policy).toEqual({ staff: true, anyRole: ["admin"], via: ["apiKey", "session"] });
  });

  it("GD-14 promises its handler what the token says where only tokens are taken, and a person unless programs may ask", () => {
    const via = ["accessToken"] as const;
    guard({ signedIn: true, via }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<ByToken>());
    guard({ services: true, via }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<ByToken | Service>());
    const any = ["session", "accessToken"] as const;
    guard({ signedIn: true, via: any }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<SignedIn>());
    guard({ services: true, via: any }, ({ principal }) => expectTypeOf(principal).toEqualTypeOf<Caller>());
    expectTypeOf<(ByToken | Service)["claims"]>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
  });

  it("cannot be relabelled afterwards", () => {
    const guarded = guard({ signedIn: true }, () => null);
    expect(() => Object.assign(guarded, { policy: { open: "for everybody" } })).toThrow(TypeError);
  });
});

describe("testing a guarded handler", () => {
  it("TS-01 takes a principal of plain data: no database, no session, no stub of the app", () => {
    const guarded = guard(
      { can: "project:read" },
      ({ principal, form }) => `${principal.user.username} sent ${form.get("name")}`,
    );
    const form = new FormData();
    form.set("name", "Lighthouse");
    const bob = { isAuthenticated: true, user: { username: "bob" } } as unknown as AtBrowser;
    const request = new Request("https://app.example.test/projects");
    expect(
      guarded.handler({
        principal: bob,
        row: undefined,
        asked: undefined,
        identity: undefined,
        form,
        json: {},
        request,
        params: {},
        context: {} as RequestContext,
        refuse: () => Promise.reject(new Error("nothing is refused here")),
      }),
    ).toBe("bob sent Lighthouse");
  });
});
