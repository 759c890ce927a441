import { describe, expect, it } from "vitest";

import { aliceWith } from "#tests/support/circumstances.ts";
import { findBeyondRights, type Trust } from "./connection-rights.ts";

const alice = aliceWith();
const root = { ...alice, user: { ...alice.user, isSuperuser: true } };
const handOuts = {
  roles: ["viewer", "admin"].map((name) => ({ id: name, name })),
  mayHandOut: (id: string) => id === "viewer",
};
const trust = (more: Partial<Trust> = {}): Trust => ({ isEnabled: true, trustedDomains: [], groupMap: {}, ...more });
const refusal = (before: Trust, after: Trust, who = alice) => findBeyondRights(who, handOuts, before, after)?.reason;

describe("AZ08 how far somebody may let a connection's word count", () => {
  it("only superusers say for which domains", () => {
    const trusted = trust({ trustedDomains: ["example.com"] });
    expect(refusal(trust(), trusted)).toBe("superusers-only");
    expect(refusal(trust(), trusted, root)).toBeUndefined();
    expect(refusal(trusted, trust({ trustedDomains: ["example.com", "example.org"] }))).toBe("superusers-only");
  });

  it("a group gives what they may give themselves", () => {
    expect(refusal(trust(), trust({ groupMap: { staff: ["viewer"] } }))).toBeUndefined();
    expect(refusal(trust(), trust({ groupMap: { staff: ["viewer", "admin"] } }))).toBe("beyond-own-rights");
    expect(refusal(trust(), trust({ groupMap: { staff: ["nothing"] } }))).toBe("unknown-role");
  });

  it("what stood there before may stay and go, and is no reason to give it to another group", () => {
    const before = trust({ trustedDomains: ["example.com"], groupMap: { board: ["admin"], toString: ["viewer"] } });
    expect(refusal(before, { ...before, groupMap: { board: ["admin"] } })).toBeUndefined();
    expect(refusal(before, trust())).toBeUndefined();
    expect(refusal(before, { ...before, groupMap: { board: ["admin"], staff: ["admin"] } })).toBe("beyond-own-rights");
  });

  it("whoever switches a connection on answers for all of it, and nobody prepares one for somebody else to switch on", () => {
    const off = trust({ isEnabled: false, groupMap: { board: ["admin"] } });
    expect(refusal(off, { ...off, isEnabled: true })).toBe("beyond-own-rights");
    expect(refusal(off, { ...off, trustedDomains: [] })).toBeUndefined();
    expect(refusal(trust({ isEnabled: false }), off)).toBe("beyond-own-rights");
    expect(refusal({ ...off, isEnabled: true }, off)).toBeUndefined();
  });
});
