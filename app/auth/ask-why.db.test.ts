import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { decide } from "../access/decide.server.ts";
import { allPermissions } from "../access/permissions.ts";
import type { MissingEdge, Path } from "../access/proof.ts";
import { enoughWords } from "../access/proof-words.ts";
import type { Why } from "../access/why.ts";
import { memberships, roleGrants, roles, type StoredCondition } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { objectGrants } from "../db/object-grants.schema.ts";
import { seedDemoData } from "../db/seed.ts";
import { users } from "../db/users.schema.ts";
import { models } from "../models.server.ts";
import { projectModel } from "../projects/project.model.server.ts";
import { projects, type Project } from "../projects/projects.schema.ts";
import { askWhy, type AskedWhy } from "./ask-why.server.ts";
import { findPrincipal } from "./find-principal.server.ts";

beforeAll(seedDemoData);

async function why(user: string, permission: string, row = "", more: Partial<AskedWhy> = {}): Promise<Why> {
  const answer = await askWhy({ user, permission, row, ...more }, models);
  if (!answer.ok) throw new Error(`not answered: ${answer.flaw}`);
  return answer.why;
}

const flawOf = async (asked: AskedWhy) => {
  const answer = await askWhy(asked, models);
  return answer.ok ? null : answer.flaw;
};

/** "holds: admin > editor: grant is_owner(user bob, ownerId bob)" */
const pathText = ({ holds, roles: chain, end, conditions }: Path) =>
  `${holds ? "holds" : "fails"}: ${chain.map(({ name }) => name).join(" > ")} ${end} ${conditions.map(({ stored, holds: yes }) => `${stored.type} ${yes}`).join(", ")}`.trim();
const pathsOf = ({ proof }: Why) => proof.paths.map(pathText);

describe("a proof", () => {
  it("RB-11 names the path from the person by the roles they inherit to the permission", async () => {
    expect(pathsOf(await why("alice", "project:read"))).toEqual(["holds: admin > editor > viewer grant"]);
    expect(pathsOf(await why("bob", "project:read", "P1"))).toEqual(["holds: editor > viewer grant"]);
  });

  it("RB-11 shows every way with its conditions and the values they saw, those that hold first", async () => {
    const own = await why("bob", "project:update", "P1");
    expect(own.proof.allowed).toBe(true);
    expect(pathsOf(own)).toEqual(["holds: editor grant is_owner true", "fails: editor grant field_match false"]);
    expect(own.proof.paths.flatMap(({ conditions }) => conditions.map(({ seen }) => seen))).toEqual([
      { user: own.user.id, ownerId: own.user.id },
      { wanted: "draft", status: "active" },
    ]);
    expect(own.names[own.user.id]).toBe("bob");
    expect(pathsOf(await why("bob", "project:update", "P2"))).toEqual([
      "holds: editor grant field_match true",
      "fails: editor grant is_owner false",
    ]);
  });

  it("RB-11 says why not: each condition that fails, or that nothing leads there", async () => {
    const others = await why("bob", "project:update", "P3");
    expect([others.proof.allowed, ...pathsOf(others)]).toEqual([
      false,
      "fails: editor grant is_owner false",
      "fails: editor grant field_match false",
    ]);
    const none = await why("erin", "project:delete", "P1");
    expect([none.proof.allowed, none.proof.paths]).toEqual([false, []]);
  });

  it("OP-05 a permission for everything is one for each thing, and a share is a way of its own", async () => {
    expect(pathsOf(await why("alice", "project:delete", "P3"))).toEqual(["holds: admin grant"]);
    expect(pathsOf(await why("erin", "project:update", "P2"))).toEqual(["holds:  object-grant"]);
    expect(pathsOf(await why("carol", "project:update", "P4"))).toEqual(["holds: viewer object-grant"]);
    expect((await why("erin", "project:update", "P1")).proof.allowed).toBe(false);
  });

  it("RB-12 a superuser may do everything, and the proof says that it is for that", async () => {
    for (const permission of allPermissions)
      expect(pathsOf(await why("root", permission, "P1"))).toEqual(["holds:  superuser"]);
  });

  it("FA-06 names the role that says what they may do with a field: of several the one that opens it furthest", async () => {
    const fieldOf = async (user: string, field = "budget") => (await why(user, "project:read", "P1", { field })).field;
    const by = (name: string) => ({ name: "budget", by: expect.objectContaining({ name }) });
    expect(await fieldOf("carol")).toEqual({ ...by("viewer"), access: "hidden" });
    expect(await fieldOf("bob")).toEqual({ ...by("editor"), access: "readonly" });
    expect(await fieldOf("alice")).toEqual({ ...by("admin"), access: "writable" });
    expect(await fieldOf("erin")).toEqual({ name: "budget", access: "hidden", by: "unset" });
    expect(await fieldOf("root")).toEqual({ name: "budget", access: "writable", by: "everything" });
    expect(await fieldOf("carol", "status")).toEqual({ name: "status", access: "writable", by: "not-guarded" });
  });

  it("keeps out whoever is disabled or has a step to take, whatever their roles say", async () => {
    const dave = await why("dave", "project:create");
    expect([dave.proof.allowed, dave.proof.barriers, enoughWords(dave)]).toEqual([
      false,
      ["disabled"],
      ["Enable the account of dave."],
    ]);
  });
});

describe("conditions of the moment and the address", () => {
  const atNight = { at: "2026-05-06T19:40Z" };
  const grantTo = async (condition: StoredCondition) => {
    const [viewer] = await db.select().from(roles).where(eq(roles.name, "viewer"));
    const roleId = viewer?.id ?? "";
    await db.insert(roleGrants).values({ roleId, permission: "project:create", conditions: [condition] });
    return () =>
      db.delete(roleGrants).where(and(eq(roleGrants.roleId, roleId), eq(roleGrants.permission, "project:create")));
  };

  it("can be tried at another moment, and say what the clock showed", async () => {
    const undo = await grantTo({ type: "time_window", startHour: 9, endHour: 17, timezone: "Europe/Berlin" });
    const late = await why("carol", "project:create", "", atNight);
    expect(late.proof.allowed).toBe(false);
    expect(enoughWords(late)).toContain(
      "The condition time_window on viewer → project:create has to hold: it is 21:40 in Europe/Berlin, allowed 09:00-17:00.",
    );
    expect((await why("carol", "project:create", "", { at: "2026-05-06T09:00" })).proof.allowed).toBe(true);
    await undo();
  });

  it("can be tried from another address, and say which it was", async () => {
    const undo = await grantTo({ type: "ip_range", ranges: ["10.0.0.0/8"] });
    const asked = (address: string) => why("carol", "project:create", "", { address });
    expect((await asked("10.1.2.3")).proof.allowed).toBe(true);
    expect(enoughWords(await asked("203.0.113.9"))).toContain(
      "The condition ip_range on viewer → project:create has to hold: the address is 203.0.113.9, allowed 10.0.0.0/8.",
    );
    await undo();
  });
});

describe("what is missing", () => {
  const people = ["bob", "carol", "erin"];
  const rows = ["P1", "P2", "P3", "P4"];
  const asks = people.flatMap((user) =>
    rows.flatMap((row) =>
      (["project:read", "project:update", "project:archive", "project:delete"] as const).map((permission) => ({
        user,
        row,
        permission,
      })),
    ),
  );

  /** Makes an edge true in the database; gives what takes it away again. */
  async function give(edge: MissingEdge, { user, row, permission }: Why): Promise<() => Promise<unknown>> {
    const objectId = row?.id ?? "";
    if (edge.kind === "role") {
      const membership = { userId: user.id, roleId: edge.role.id };
      await db.insert(memberships).values(membership);
      return () =>
        db.delete(memberships).where(and(eq(memberships.userId, user.id), eq(memberships.roleId, edge.role.id)));
    }
    if (edge.kind === "object-grant") {
      const [added] = await db
        .insert(objectGrants)
        .values({ permission, model: "project", objectId, userId: user.id })
        .returning();
      return () => db.delete(objectGrants).where(eq(objectGrants.id, added?.id ?? ""));
    }
    const before = await projectModel.find(objectId);
    if (edge.kind !== "condition" || !before) throw new Error(`nobody taught this test ${edge.kind}`);
    await db.update(projects).set(whatMeets(edge.condition.stored, user)).where(eq(projects.id, objectId));
    return () => db.update(projects).set(before).where(eq(projects.id, objectId));
  }

  function whatMeets({ type, field, values }: StoredCondition, user: Why["user"]): Partial<Project> {
    if (type === "is_owner") return { ownerId: user.id };
    if (type !== "field_match") throw new Error(`nobody taught this test ${type}`);
    return { [field as string]: (values as string[])[0] };
  }

  async function isAllowedWith(edges: readonly MissingEdge[], asked: Why): Promise<boolean> {
    const undo: (() => Promise<unknown>)[] = [];
    for (const edge of edges) undo.unshift(await give(edge, asked));
    const found = await findPrincipal(asked.user.id);
    const row = await projectModel.find(asked.row?.id ?? "");
    const isAllowed = found && row && (await decide(found.principal, asked.permission, { model: projectModel, row }));
    for (const step of undo) await step();
    return isAllowed === true;
  }

  it("RB-11 is enough: with any of the sets the decision turns, and with less of it it does not", async () => {
    let [refused, sets] = [0, 0];
    for (const { user, row, permission } of asks) {
      const asked = await why(user, permission, row);
      expect(await isAllowedWith([], asked)).toBe(asked.proof.allowed);
      refused += Number(!asked.proof.allowed);
      for (const set of asked.proof.missing) {
        sets += 1;
        const where = `${user} ${permission} ${row}: ${enoughWords(asked).join(" | ")}`;
        expect(await isAllowedWith(set, asked), where).toBe(true);
        for (const edge of set) {
          const rest = set.filter((one) => one !== edge);
          expect(await isAllowedWith(rest, asked), `${where} without ${edge.kind}`).toBe(false);
        }
      }
    }
    expect([refused, sets > refused]).toEqual([expect.any(Number), true]);
    expect(refused).toBeGreaterThan(20);
  });

  it("is said in sentences, the smallest first", async () => {
    const asked = await why("carol", "project:update", "P3");
    expect(enoughWords(asked)).toEqual(
      expect.arrayContaining([
        "Give carol the role admin.",
        "Share Breakwater with carol (project:update).",
        "Give carol the role editor. The condition is_owner on editor → project:update has to hold: ownerId is alice, it has to be carol.",
        "Give carol the role editor. The condition field_match on editor → project:update has to hold: status is active, wanted draft.",
      ]),
    );
    const sizes = asked.proof.missing.map((set) => set.length);
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  });
});

describe("a question", () => {
  it("C-16 takes every spelling of a permission, of a row and of a person", async () => {
    const id = (await projectModel.find("00000000-0000-7000-8003-000000000001"))?.id ?? "";
    const [bob] = await db.select().from(users).where(eq(users.username, "bob"));
    for (const permission of ["project:update", "project.update", "update_project"])
      for (const row of ["P1", "p1", "Lighthouse", "lighthouse", id, `project:${id}`, "project:Lighthouse"])
        expect((await why("bob", permission, row)).row).toEqual({ model: "project", id, title: "Lighthouse" });
    for (const user of ["BOB", "bob@example.com", bob?.id ?? ""])
      expect((await why(user, "project:update")).user.username).toBe("bob");
  });

  it.each<[string, AskedWhy]>([
    ["user", { user: "nobody", permission: "project:read" }],
    ["user", { user: "bob\0", permission: "project:read" }],
    ["user", { user: "x".repeat(300), permission: "project:read" }],
    ["permission", { user: "bob", permission: "project:fly" }],
    ["permission", { user: "bob", permission: "constructor" }],
    ["row", { user: "bob", permission: "project:read", row: "P9" }],
    ["row", { user: "bob", permission: "project:read", row: "Light%" }],
    ["row", { user: "bob", permission: "project:read", row: "a\0b" }],
    ["field", { user: "bob", permission: "project:read", field: "constructor" }],
    ["field", { user: "bob", permission: "admin:users", field: "budget" }],
    ["at", { user: "bob", permission: "project:read", at: "noon" }],
    ["at", { user: "bob", permission: "project:read", at: "2026-13-40T99:99" }],
    ["address", { user: "bob", permission: "project:read", address: "10.1" }],
  ])("that is wrong names its %s: %j", async (flaw, asked) => {
    expect(await flawOf(asked)).toBe(flaw);
  });

  it("says so when several things are called the same", async () => {
    const [first] = await db.select().from(projects).limit(1);
    await db.insert(projects).values({ name: "Twin", status: "draft", budget: 1, ownerId: first?.ownerId ?? null });
    await db.insert(projects).values({ name: "twin", status: "draft", budget: 1, ownerId: null });
    expect(await flawOf({ user: "bob", permission: "project:read", row: "Twin" })).toBe("rows");
    await db.delete(projects).where(eq(projects.budget, 1));
  });
});
