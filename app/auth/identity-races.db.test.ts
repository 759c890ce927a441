import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { harbour, somebodyAtHarbour as somebody } from "#tests/support/elsewhere.ts";
import { raced } from "#tests/support/raced.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { identities } from "../db/identities.schema.ts";
import { seedDemoData } from "../db/seed.ts";
import { sessions } from "../db/sessions.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import type { Assertion } from "./assertion.ts";
import { comeBack } from "./come-back.server.ts";
import { erase } from "./erase.server.ts";
import { linkIdentity, linkOrCreate } from "./identities.server.ts";
import { lockPeople } from "./users.server.ts";

await seedDemoData();

const crewed = { ...harbour, trustedDomains: ["example.com"], groupMap: { crew: ["passing"] } };

let count = 0;

const comes = (assertion: Assertion) => linkOrCreate({ assertion, connection: crewed }, origin);
const connects = (user: User, assertion: Assertion) => linkIdentity(user.id, { assertion, connection: crewed }, origin);
const linksOf = ({ id }: User) => db.select().from(identities).where(eq(identities.userId, id));

let mara: User;
beforeEach(async () => {
  count += 1;
  mara = await newPerson(`mara-${count}`);
});

describe("two things at once", () => {
  it("give an identity that two people connect at the same moment to one of them, and say so to the other", async () => {
    const [nora, elsewhere] = [await newPerson(`nora-${count}`), somebody()];
    const outcomes = await Promise.all([mara, nora].map((user) => connects(user, elsewhere)));
    expect(outcomes).toContainEqual({ ok: true });
    expect(outcomes).toContainEqual({ ok: false, reason: "another-person" });
    expect([...(await linksOf(mara)), ...(await linksOf(nora))]).toHaveLength(1);
  });

  it("treat somebody as unknown whose identity is disconnected while they come in", async () => {
    const elsewhere = somebody({ emailVerified: false });
    await connects(mara, elsewhere);
    const outcome = await raced(
      (transaction) => lockPeople(transaction, [mara.id]),
      (transaction) => transaction.delete(identities).where(eq(identities.userId, mara.id)),
      () => comes(elsewhere),
    );
    expect(outcome).toEqual({ ok: false, reason: "email-unverified" });
  });

  it("make a new account for somebody whose old one is erased while they come in", async () => {
    const elsewhere = somebody();
    await connects(mara, elsewhere);
    const outcome = await raced(
      (transaction) => lockPeople(transaction, [mara.id]),
      (transaction) => erase(transaction, [mara.id]),
      () => comes(elsewhere),
    );
    expect(outcome).toMatchObject({ ok: true, user: { email: elsewhere.email } });
  });

  it("join nobody to an account that has become a superuser's meanwhile (Z-03)", async () => {
    const outcome = await raced(
      (transaction) => lockPeople(transaction, [mara.id]),
      (transaction) => transaction.update(users).set({ isSuperuser: true }).where(eq(users.id, mara.id)),
      () => comes(somebody({ email: mara.email })),
    );
    expect(outcome).toEqual({ ok: false, reason: "account-exists" });
    expect(await linksOf(mara)).toEqual([]);
  });

  it("join nobody to an account whose address is another one by now (Z-03)", async () => {
    const [old, moved] = [mara.email, `moved-${count}@example.com`];
    const outcome = await raced(
      (transaction) => lockPeople(transaction, [mara.id]),
      (transaction) =>
        transaction.update(users).set({ email: moved, canonicalEmail: moved }).where(eq(users.id, mara.id)),
      () => comes(somebody({ email: old })),
    );
    expect(outcome).toMatchObject({ ok: true, user: { email: old } });
    expect(await linksOf(mara)).toEqual([]);
  });

  it("let somebody in without the role that is deleted while their group gives it (Z-09)", async () => {
    const [role] = await db.insert(roles).values({ name: "passing" }).returning();
    const roleId = role?.id ?? "";
    const outcome = await raced(
      (transaction) => transaction.select().from(roles).where(eq(roles.id, roleId)).for("update"),
      (transaction) => transaction.delete(roles).where(eq(roles.id, roleId)),
      () => comes(somebody({ groups: ["crew"] })),
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(await db.select().from(memberships).where(eq(memberships.roleId, roleId))).toEqual([]);
  });

  it("sign nobody in whose identity is disconnected after they were recognised", async () => {
    const elsewhere = somebody();
    await connects(mara, elsewhere);
    const flow = { connection: "harbour", purpose: "sign-in", userId: null, redirectTo: "/", secrets: {} } as const;
    const arrived = { assertion: elsewhere, connection: crewed };
    const browser = { arrival: arrival(), browserToken: "x".repeat(43), present: null };
    const outcome = await raced(
      (transaction) => transaction.execute(sql`lock table auth.sessions in share mode`),
      (transaction) => transaction.delete(identities).where(eq(identities.userId, mara.id)),
      () => comeBack({ flow, arrived, method: "password", ...browser }),
    );
    expect(outcome).toEqual({ is: "refused", reason: "flow" });
    expect(await db.select().from(sessions).where(eq(sessions.userId, mara.id))).toEqual([]);
  });
});

describe("somebody disabled", () => {
  it("gets no role by the groups of a place that is joined to their account (Z-09)", async () => {
    await db.insert(roles).values({ name: "passing" }).onConflictDoNothing();
    await db.update(users).set({ isActive: false }).where(eq(users.id, mara.id));
    expect(await comes(somebody({ email: mara.email, groups: ["crew"] }))).toMatchObject({ ok: true });
    expect(await db.select().from(memberships).where(eq(memberships.userId, mara.id))).toEqual([]);
  });
});
