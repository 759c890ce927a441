import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { actorOf } from "#tests/support/actors.ts";
import { newPerson, origin } from "#tests/support/arrivals.ts";
import { roleGrants, type StoredCondition } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { changeRules } from "./change-rules.server.ts";
import { preview } from "./preview.server.ts";
import { addParent, addToRole, createRole, grantPermission, syncPermissions } from "./roles.server.ts";
import type { RuleChange } from "./rule-change.ts";

const change = { actorId: null, origin };
let root: Awaited<ReturnType<typeof actorOf>>["principal"];

async function roleOf(username: string, more: { grantsAll?: boolean } = {}): Promise<string> {
  const made = await createRole({ name: `${username}'s`, ...more }, change);
  if (!made.ok) throw new Error(made.reason);
  await addToRole((await newPerson(username)).id, made.id, change);
  return made.id;
}

const effectsOf = async (asked: RuleChange) =>
  (await preview(asked)).effects.map(({ names, gains, losses }) => ({ names, gains, losses }));

beforeAll(async () => {
  await syncPermissions(db);
  root = (await actorOf((await newPerson("root", { isSuperuser: true })).id)).principal;
});

describe("what a change would do", () => {
  it("C-15 names superusers and whoever has everything where a strict condition comes to bind them", async () => {
    await roleOf("ada", { grantsAll: true });
    const [clerk, asked] = [await roleOf("ben"), [{ type: "ip_range", ranges: ["192.0.2.0/24"], strict: true }]];
    const grant = { kind: "grant", roleId: clerk, permission: "project:delete", conditions: asked } as const;
    const bound = { gains: [expect.objectContaining({ conditions: asked })], losses: [permission("project:delete")] };
    const effects = await effectsOf(grant);
    expect(effects).toContainEqual({ names: ["ada"], ...bound });
    expect(effects).toContainEqual({ names: ["root"], ...bound });
    expect(effects).toHaveLength(3);
  });

  it("C-15 names superusers where a free grant goes and a strict one is all that stays", async () => {
    const [free, strict] = [await roleOf("cyd"), await roleOf("dot")];
    await grantPermission(free, "admin:audit", change);
    await grantPermission(strict, "admin:audit", change, [
      { type: "ip_range", ranges: ["192.0.2.0/24"], strict: true },
    ]);
    const [grant] = await db.select().from(roleGrants).where(eq(roleGrants.roleId, free));
    const effects = await effectsOf({ kind: "ungrant", roleId: free, grantId: grant?.id ?? "" });
    expect(effects.map(({ names }) => names[0]).toSorted()).toEqual(["ada", "cyd", "root"]);
  });

  it("is nothing where the same grant stands there already in another spelling", async () => {
    const role = await roleOf("eve");
    const spelled = (conditions: StoredCondition[]): RuleChange => ({
      kind: "grant",
      roleId: role,
      permission: "project:create",
      conditions,
    });
    expect(await changeRules(root, spelled([{ type: "time_window", timezone: "UTC" }]), origin)).toEqual({ ok: true });
    expect(await effectsOf(spelled([{ type: "time_window", start_hour: 9, endHour: 17 }]))).toEqual([]);
  });

  it("is nothing for a grant of another role, which the change does not touch", async () => {
    const [heir, parent] = [await roleOf("fay"), await roleOf("gus")];
    await addParent(heir, parent, change);
    await grantPermission(parent, "project:create", change);
    const [grant] = await db.select().from(roleGrants).where(eq(roleGrants.roleId, parent));
    expect(await effectsOf({ kind: "ungrant", roleId: heir, grantId: grant?.id ?? "" })).toEqual([]);
  });

  it("FA-06 is nothing for people who have every field anyway", async () => {
    const role = await roleOf("hal", { grantsAll: true });
    const field = { kind: "field", roleId: role, model: "project", field: "budget", access: "hidden" } as const;
    expect(await effectsOf(field)).toEqual([]);
  });
});

describe("the row that the log keeps of a change", () => {
  it("is written whatever signs the names of roles are made of, and however many there are", async () => {
    const [heir, parent] = [await roleOf("ivy"), await roleOf("jon")];
    for (const name of ["x", "yy", "z"]) {
      const long = await createRole({ name: `${name}${"🦊".repeat(78)}` }, change);
      if (long.ok) await addParent(parent, long.id, change);
    }
    for (const name of ["p", "pp"]) {
      const long = await createRole({ name: `${name}${"🐻".repeat(78)}` }, change);
      if (long.ok) await addParent(parent, long.id, change);
    }
    await grantPermission(parent, "project:create", change);
    expect(await changeRules(root, { kind: "add-parent", roleId: heir, parentId: parent }, origin)).toEqual({
      ok: true,
    });
  });
});

const permission = (name: string) => ({ kind: "permission", permission: name, conditions: [] });
