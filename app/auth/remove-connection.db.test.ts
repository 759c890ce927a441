import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { actorOf } from "#tests/support/actors.ts";
import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { createRole } from "../access/roles.server.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { newId } from "../db/columns.ts";
import { connections } from "../db/connections.schema.ts";
import { identities } from "../db/identities.schema.ts";
import { sessions } from "../db/sessions.schema.ts";
import type { User } from "../db/users.schema.ts";
import { sealSecret } from "./connections.server.ts";
import { linkIdentity } from "./identities.server.ts";
import { removalEffect, removeConnection } from "./remove-connection.server.ts";
import { signIn } from "./sign-in.server.ts";

const issuer = "https://id.example.com";
const none = { fixed: [], open: [] };

let number = 0;
const person = (more: object = {}) => newPerson(`someone${number++}`, more);

async function connection(name: string, at = issuer) {
  const row = {
    id: newId(),
    name,
    kind: "harbour",
    label: name,
    settings: { issuer: at },
    sealed: sealSecret("x"),
  };
  const [added] = await db.insert(connections).values(row).returning();
  if (!added) throw new Error("not added");
  return added;
}

/** Connects somebody to a connection, whose group gives them a role. */
async function linked(user: User, name: string, authority = issuer, role = "editor"): Promise<string> {
  const assertion = {
    authority,
    subject: `${user.username} at ${name}`,
    email: null,
    emailVerified: false,
    username: null,
    firstName: "",
    lastName: "",
    groups: ["staff"],
    profile: {},
    signedInAnew: false,
  };
  const through = { name, label: name, kind: "harbour", trustedDomains: [], groupMap: { staff: [role] }, createsUsers: true }; // prettier-ignore
  await linkIdentity(user.id, { assertion, connection: through }, origin);
  const [identity] = await db.select().from(identities).where(eq(identities.subject, assertion.subject));
  return identity?.id ?? "";
}

const rolesOf = async ({ id }: User) =>
  (
    await db
      .select({ name: roles.name })
      .from(memberships)
      .innerJoin(roles, eq(roles.id, memberships.roleId))
      .where(eq(memberships.userId, id))
  ).map(({ name }) => name);

const sessionsOf = ({ id }: User) => db.$count(sessions, eq(sessions.userId, id));

beforeAll(() => createRole({ name: "editor" }, { actorId: null, origin }));

beforeEach(async () => {
  await db.delete(connections);
  await db.delete(identities);
});

describe("removing a connection", () => {
  it("says how many people it concerns, and how many have no other way in", async () => {
    const acme = await connection("acme");
    await connection("other", "https://other.example.com");
    const [withPassword, with2, without, elsewhere] = [
      await person(),
      await person({ passwordHash: null }),
      await person({ passwordHash: null }),
      await person({ passwordHash: null }),
    ];
    for (const user of [withPassword, with2, without, elsewhere]) await linked(user, "acme");
    await linked(with2, "other", "https://other.example.com");
    await linked(elsewhere, "closed", "https://closed.example.com");
    const open = [{ name: "acme" }, { name: "other" }];
    expect(await removalEffect(acme, { fixed: [], open })).toEqual({ people: 4, stranded: 2 });
    expect(await removalEffect(acme, { fixed: [{ name: "same", authority: issuer }], open })).toEqual({
      people: 0,
      stranded: 0,
    });
  });

  it("Z-09 takes what it alone has brought: not what was given by hand, nor what another place gives as well", async () => {
    const acme = await connection("acme");
    const [root, ada, bea, cy] = [await person({ isSuperuser: true }), await person(), await person(), await person()];
    const [editor] = await db.select().from(roles).where(eq(roles.name, "editor"));
    await db.insert(memberships).values({ userId: bea.id, roleId: editor?.id ?? "" });
    for (const user of [ada, bea, cy]) await linked(user, "acme");
    await linked(cy, "other", "https://other.example.com");
    const identityId = await linked(root, "acme");
    await signIn(root, "password", arrival({ identityId }));
    await signIn(root, "password", arrival());
    expect(await removeConnection(await actorOf(root.id), acme.id, none)).toEqual({ ok: true });
    expect(await Promise.all([ada, bea, cy].map(rolesOf))).toEqual([[], ["editor"], ["editor"]]);
    expect(await db.$count(identities)).toBe(1);
    expect(await sessionsOf(root)).toBe(1);
    expect(await removeConnection(await actorOf(root.id), acme.id, none)).toEqual({ ok: false, reason: "unknown" });
  });

  it("leaves what came through another connection that had its name before", async () => {
    const [acme, ada] = [await connection("acme"), await person()];
    await linked(ada, "acme", "https://who-was-acme-then.example.com");
    await removeConnection(await actorOf(ada.id), acme.id, none);
    expect(await rolesOf(ada)).toEqual(["editor"]);
  });

  it("of two to the same place that go at once, the second takes what the first has left to it", async () => {
    const [one, two, ada] = [await connection("one"), await connection("two"), await person()];
    await linked(ada, "one");
    const actor = await actorOf(ada.id);
    await Promise.all([one, two].map(({ id }) => removeConnection(actor, id, none)));
    expect(await db.$count(identities)).toBe(0);
    expect(await rolesOf(ada)).toEqual([]);
  });

  it("locks people before what is theirs, and the audit log last", async () => {
    const [acme, ada] = [await connection("acme"), await person()];
    await linked(ada, "acme");
    const actor = await actorOf(ada.id);
    const statements = await statementsDuring(() => removeConnection(actor, acme.id, none));
    const first = (pattern: RegExp) => statements.findIndex((statement) => pattern.test(statement));
    expect(first(/from "auth"\."users".* for update/)).toBeLessThan(first(/delete from "auth"\."sessions"/));
    const audit = first(/insert into "auth"\."audit_events"/);
    const after = statements.slice(audit).filter((statement) => !/audit_events|^commit/.test(statement));
    expect([audit > 0, after]).toEqual([true, []]);
  });
});
