import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { newPerson, origin, password } from "#tests/support/arrivals.ts";
import { runChild } from "#tests/support/run-child.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { register } from "../auth/register.server.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { accessVersion, memberships, roleGrants, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { roles as ours } from "../roles.ts";
import { defineRoles } from "./define-roles.ts";
import { currentRoleGraph } from "./role-graph.server.ts";
import { ruleText, storedRulesOf } from "./role-rules.ts";
import { addParent, addToRole, createRole, grantPermission, syncPermissions } from "./roles.server.ts";
import { syncRoles } from "./sync-roles.server.ts";

const change = { actorId: null, origin };
const models = [{ name: "project", guardedFields: ["budget"] }];
const isOwner = { type: "is_owner", ownerField: "ownerId" };
const isDraft = { type: "field_match", field: "status", values: ["draft"] };

const first = defineRoles(
  {
    reader: { grants: ["project:read"], fields: { project: { budget: "hidden" } } },
    writer: { inherits: ["reader"], grants: ["project:create", ["project:update", isOwner]] },
  },
  models,
);

async function roleNamed(name: string) {
  const [role] = await db.select().from(roles).where(eq(roles.name, name));
  if (!role) throw new Error(`no role ${name}`);
  return role;
}
/** What the database says of every role, in lines. */
async function written(): Promise<Record<string, string[]>> {
  const { rules } = await currentRoleGraph();
  return Object.fromEntries(rules.roles.map(({ id, name }) => [name, storedRulesOf(rules, id).map(ruleText)]));
}
const version = async () => (await db.select().from(accessVersion))[0]?.version;
const events = async () =>
  (await db.select().from(auditEvents).where(eq(auditEvents.event, "roles.synced")).orderBy(auditEvents.sequence)).map(
    ({ details }) => details,
  );

beforeEach(async () => {
  await db.delete(roles);
  await syncPermissions(db);
});

describe("the roles of the code in the database", () => {
  it("RB-15 RB-18 are made once, with one line in the audit log, and the second time nothing is written", async () => {
    await syncRoles(first);
    expect(await written()).toEqual({
      reader: ["project:read", "project.budget: hidden"],
      writer: ["inherits reader", "project:create", `project:update {"ownerField":"ownerId","type":"is_owner"}`],
    });
    expect(await events()).toEqual([
      expect.objectContaining({
        created: "reader; writer",
        given: expect.stringContaining("writer inherits reader; writer project:create"),
      }),
    ]);
    const before = await version();
    const sent = await statementsDuring(() => syncRoles(first));
    expect(sent.filter((statement) => /^(insert|update|delete|with)/i.test(statement))).toEqual([]);
    expect([await version(), (await events()).length]).toEqual([before, 1]);
  });

  it("RB-15 change by what the code changed; what administrators changed stays, and so do their own roles", async () => {
    await syncRoles(first);
    const [reader, writer] = [await roleNamed("reader"), await roleNamed("writer")];
    await grantPermission(reader.id, "project:archive", change);
    await db.delete(roleGrants).where(eq(roleGrants.permission, "project:create"));
    const own = await createRole({ name: "theirs", parents: [writer.id] }, change);
    const second = defineRoles(
      {
        reader: {
          description: "Reads",
          grants: ["project:read", "admin:why"],
          fields: { project: { budget: "readonly" } },
        },
        writer: { inherits: ["reader"], grants: ["project:create", ["project:update", isDraft]] },
        owner: { inherits: ["writer"], grants: "*" },
      },
      models,
    );
    await syncRoles(second);
    expect(own.ok).toBe(true);
    expect(await written()).toEqual({
      reader: ["project:read", "project:archive", "admin:why", "project.budget: readonly"],
      writer: ["inherits reader", `project:update {"field":"status","type":"field_match","values":["draft"]}`],
      owner: ["inherits writer", "*"],
      theirs: ["inherits writer"],
    });
    expect(await roleNamed("reader")).toMatchObject({ id: reader.id, description: "Reads" });
    expect((await events()).at(-1)).toEqual({
      created: "owner",
      redefined: "reader; writer",
      taken: `reader project.budget: hidden; writer project:update {"ownerField":"ownerId","type":"is_owner"}`,
      given: `reader admin:why; reader project.budget: readonly; writer project:update {"field":"status","type":"field_match","values":["draft"]}; owner inherits writer; owner *`,
    });
    await syncRoles(first);
    expect((await written()).reader).toEqual(["project:read", "project:archive", "project.budget: hidden"]);
  });

  it("RB-15 that vanish from the code stay with all they give, as roles like any other, and the log says so", async () => {
    await syncRoles(first);
    const [writer, cora] = [await roleNamed("writer"), await newPerson("cora")];
    await addToRole(cora.id, writer.id, change);
    const before = await written();
    await syncRoles(defineRoles({}, models));
    expect([await written(), (await roleNamed("writer")).definedAs]).toEqual([before, null]);
    expect(await db.select().from(memberships)).toEqual([{ userId: cora.id, roleId: writer.id }]);
    expect((await events()).at(-1)).toEqual({ released: "reader; writer" });
    await syncRoles(first); // and come back where nobody changed them
    expect((await events()).at(-1)).toEqual({ adopted: "reader; writer" });
  });

  it("RB-15 take no role over that somebody made and that gives something else: nothing happens, and the sentence says why", async () => {
    const theirs = await createRole({ name: "writer" }, change);
    if (theirs.ok) await grantPermission(theirs.id, "admin:users", change);
    await expect(syncRoles(first)).rejects.toThrow(
      /a role "writer", and somebody made another.*Only in the code: inherits reader.*Only in theirs: admin:users/,
    );
    expect(await written()).toEqual({ writer: ["admin:users"] });
  });

  it("RB-09 AZ10 close no circle with what administrators added: nothing happens", async () => {
    const writer = { inherits: ["reader"] } as const;
    await syncRoles(defineRoles({ reader: {}, writer, extra: {} }, models));
    const theirs = await createRole({ name: "theirs", parents: [(await roleNamed("writer")).id] }, change);
    if (theirs.ok) await addParent((await roleNamed("extra")).id, theirs.id, change);
    const circle = defineRoles({ reader: { inherits: ["extra"] }, writer, extra: {}, more: {} }, models);
    const before = await written();
    await expect(syncRoles(circle)).rejects.toThrow("closes a circle");
    expect(await written()).toEqual(before);
  });

  it("RB-15 come in whole from several processes at once, with one line in the log", async () => {
    const lines = (await events()).length;
    const script = `
      const { prepareDatabase, closeDatabase } = await import("#app/commands/prepare.ts");
      await prepareDatabase(process.env.DATABASE_URL);
      await closeDatabase();`;
    const start = () =>
      runChild("preparing", process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
        DATABASE_URL: process.env.DATABASE_URL,
      });
    await Promise.all([start(), start(), syncRoles(ours)]);
    expect((await written()).viewer).toEqual(["project:read", "project.budget: hidden"]);
    expect((await events()).length).toBe(lines + 1);
  });

  it("RG-05 RB-15 are there in an empty database in production, so whoever registers becomes a viewer", async () => {
    await runChild("migrating", process.execPath, ["--import", "tsx", "app/commands/migrate.ts"], {
      NODE_ENV: "production",
      DATABASE_URL: process.env.DATABASE_URL,
      APP_URL: "https://app.example.test",
      SESSION_SIGNING_KEYS: "1:b9fkQ2mV7xLwZ0pRt4NyEs8HcJ1uGaDoI5vXeMqUfTk",
    });
    const asked = { username: "nora", email: "nora@example.com", password, firstName: "", lastName: "" };
    expect(await register(asked, origin)).toEqual({ ok: true });
    const held = await db
      .select({ name: roles.name })
      .from(memberships)
      .innerJoin(roles, eq(roles.id, memberships.roleId));
    expect(held).toEqual([{ name: "viewer" }]);
  });
});
