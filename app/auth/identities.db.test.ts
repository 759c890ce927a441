import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { mailsTo } from "#tests/support/mailbox.ts";
import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { harbour, somebodyAtHarbour as somebody } from "#tests/support/elsewhere.ts";
import { actorOf } from "#tests/support/actors.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { identities } from "../db/identities.schema.ts";
import { seedDemoData } from "../db/seed.ts";
import { users, type User } from "../db/users.schema.ts";
import type { Assertion } from "./assertion.ts";
import { linkIdentity, linkOrCreate } from "./identities.server.ts";
import { invite } from "./invitations.server.ts";
import { signIn } from "./sign-in.server.ts";
import { checkPassword, findByEmail, findByUsername, findUser } from "./users.server.ts";

await seedDemoData();

const trusted = { ...harbour, trustedDomains: ["example.com"] };
const mapped = { ...harbour, groupMap: { crew: ["editor"], guests: ["viewer", "no-such-role"] } };

let count = 0;

const comes = (assertion: Assertion, connection = harbour) => linkOrCreate({ assertion, connection }, origin);
async function personWho(assertion: Assertion, connection = harbour): Promise<User> {
  const outcome = await comes(assertion, connection);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.user;
}
const rolesOf = async ({ id }: User) => {
  const held = await db
    .select({ name: roles.name })
    .from(memberships)
    .innerJoin(roles, eq(roles.id, memberships.roleId))
    .where(eq(memberships.userId, id));
  return held.map(({ name }) => name).toSorted();
};
const eventsAbout = (id: string) => db.select().from(auditEvents).where(eq(auditEvents.actorId, id));
const linksOf = ({ id }: User) => db.select().from(identities).where(eq(identities.userId, id));

let mara: User;
beforeEach(async () => {
  count += 1;
  mara = await newPerson(`mara-${count}`);
});

describe("somebody who was never here", () => {
  it("gets an account with their verified address, the first role and no password", async () => {
    const nina = await personWho(somebody({ email: "nina@elsewhere.test", username: "nina" }));
    expect(nina).toMatchObject({
      username: "nina",
      firstName: "Nina",
      email: "nina@elsewhere.test",
      passwordHash: null,
    });
    expect(nina.emailVerifiedAt).not.toBeNull();
    expect(nina).toMatchObject({ isStaff: false, isSuperuser: false });
    expect(await rolesOf(nina)).toEqual(["viewer"]);
    expect(await eventsAbout(nina.id)).toEqual([
      expect.objectContaining({ event: "account.registered", details: { connection: "harbour" } }),
    ]);
  });

  it("is the same person the next time, whatever became of their address and name there (OC08)", async () => {
    const first = somebody({ email: "old@elsewhere.test" });
    const oscar = await personWho(first);
    const again = await personWho({ ...first, email: mara.email, emailVerified: false, firstName: "Somebody else" });
    expect(again.id).toBe(oscar.id);
    expect(await findUser(oscar.id)).toMatchObject({ email: "old@elsewhere.test", firstName: "Nina" });
    expect(await personWho({ ...first, email: null })).toMatchObject({ id: oscar.id });
  });

  it("is somebody else under the same subject of another authority", async () => {
    const first = somebody();
    const second = { ...first, authority: "https://elsewhere.example.test", email: "other@elsewhere.test" };
    expect((await personWho(first)).id).not.toBe((await personWho(second)).id);
  });

  it("Z-02 gets a user name of their own when two have the same before the @, and is never found by it", async () => {
    const [one, two] = [somebody({ email: "kim@a.test" }), somebody({ email: "kim@b.test" })];
    const names = [(await personWho(one)).username, (await personWho(two)).username];
    expect(names[0]).toBe("kim");
    expect(names[1]).toMatch(/^kim-[\w-]{8}$/);
    const claimed = await personWho(somebody({ username: mara.username }));
    expect(claimed.id).not.toBe(mara.id);
    expect((await findByUsername(mara.username))?.id).toBe(mara.id);
  });

  it.each([
    ["markup", "<b>Eve</b>", "bEveb"],
    ["an address", "eve@evil.test", "eve"],
    ["too little", "x", "nobody-knows"],
    ["signs only", "../..", "nobody-knows"],
    ["too much", "e".repeat(300), "e".repeat(40)],
  ])("gets a user name that can be one when theirs is %s", async (_, username, becomes) => {
    await db.delete(users).where(eq(users.canonicalUsername, becomes.toLowerCase()));
    const made = await personWho(somebody({ username, email: `nobody-knows@${count}.test` }));
    expect(made.username.slice(0, becomes.length)).toBe(becomes);
  });

  it("is refused where the connection makes no accounts, and let in when they are invited, with the roles they were promised", async () => {
    const closed = { ...harbour, createsUsers: false };
    const wanted = somebody({ email: "ines@elsewhere.test" });
    expect(await comes(wanted, closed)).toEqual({ ok: false, reason: "not-provisioned" });
    const root = await newPerson(`root-${count}`, { isSuperuser: true });
    const [editor] = await db.select().from(roles).where(eq(roles.name, "editor"));
    await invite(await actorOf(root.id), { email: "ines@elsewhere.test", roleIds: [editor?.id ?? ""] });
    expect(await rolesOf(await personWho(wanted, closed))).toEqual(["editor"]);
  });

  it("becomes one account when two browsers bring them at once", async () => {
    const nina = somebody({ email: "twice@elsewhere.test" });
    const arrived = await Promise.all([personWho(nina), personWho(nina), personWho(nina)]);
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(1);
    expect(await linksOf(arrived[0])).toHaveLength(1);
  });
});

describe("an address that somebody has here already (Z-03)", () => {
  it.each([
    ["verified", true],
    ["not verified", false],
  ])("OC09 OC10 joins nobody to the account through a connection that is not trusted, %s", async (_, emailVerified) => {
    const outcome = await comes(somebody({ email: mara.email, emailVerified }));
    expect(outcome).toEqual({ ok: false, reason: emailVerified ? "account-exists" : "email-unverified" });
    expect(await linksOf(mara)).toEqual([]);
  });

  it("joins them through one that is trusted for its domain, and the owner is told by mail", async () => {
    expect((await personWho(somebody({ email: mara.email.toUpperCase() }), trusted)).id).toBe(mara.id);
    expect((await mailsTo(mara.email)).map(({ kind }) => kind)).toContain("method-added");
    expect(await eventsAbout(mara.id)).toContainEqual(expect.objectContaining({ event: "identity.linked" }));
  });

  it.each(["sub.example.com", "example.com.evil.test", "example.co"])(
    "does not take trust in another domain (%s) for trust in this one",
    async (domain) => {
      const outcome = await comes(somebody({ email: mara.email }), { ...harbour, trustedDomains: [domain] });
      expect(outcome).toEqual({ ok: false, reason: "account-exists" });
    },
  );

  it("OC09 is not believed even through a trusted one when it is not verified there", async () => {
    const outcome = await comes(somebody({ email: mara.email, emailVerified: false }), trusted);
    expect(outcome).toEqual({ ok: false, reason: "email-unverified" });
    expect(await linksOf(mara)).toEqual([]);
  });

  it("never joins anybody to a superuser by it", async () => {
    const root = await newPerson(`root-${count}`, { isSuperuser: true });
    expect(await comes(somebody({ email: root.email }), trusted)).toEqual({ ok: false, reason: "account-exists" });
  });

  it.each(["", "nobody", "a@b@c.test", `${"x".repeat(300)}@elsewhere.test`])(
    "says nothing when it is no address (%s)",
    async (email) => {
      expect(await comes(somebody({ email }))).toEqual({ ok: false, reason: "email-missing" });
    },
  );

  it("AC06 is not kept by a stranger who registered it first: their account, password and session are gone", async () => {
    const stranger = await newPerson(`stranger-${count}`, { email: "victim@elsewhere.test", emailVerifiedAt: null });
    const entered = await signIn(stranger, "password", arrival());
    expect(entered).toMatchObject({ ok: true, pending: "verify-email" });
    const victim = await personWho(somebody({ email: "victim@elsewhere.test" }));
    expect(victim.id).not.toBe(stranger.id);
    expect(await findUser(stranger.id)).toBeNull();
    expect(await checkPassword(victim, "a quiet harbour at dawn")).toBe(false);
    expect((await findByEmail("victim@elsewhere.test"))?.id).toBe(victim.id);
  });

  it("AC06 takes nothing from that stranger while it is not verified elsewhere either", async () => {
    const stranger = await newPerson(`stranger-${count}`, { email: "both@elsewhere.test", emailVerifiedAt: null });
    const outcome = await comes(somebody({ email: "both@elsewhere.test", emailVerified: false }));
    expect(outcome).toEqual({ ok: false, reason: "email-unverified" });
    expect(await findUser(stranger.id)).not.toBeNull();
  });
});

describe("somebody who is signed in", () => {
  it("connects whoever they are elsewhere, whatever address they have there, once", async () => {
    const elsewhere = somebody({ email: "quite@another.test", emailVerified: false });
    expect(await linkIdentity(mara.id, { assertion: elsewhere, connection: harbour }, origin)).toEqual({ ok: true });
    expect(await linkIdentity(mara.id, { assertion: elsewhere, connection: harbour }, origin)).toEqual({ ok: true });
    expect(await linksOf(mara)).toHaveLength(1);
    expect((await personWho(elsewhere)).id).toBe(mara.id);
  });

  it("cannot connect what is somebody else's", async () => {
    const elsewhere = somebody();
    await personWho(elsewhere);
    const outcome = await linkIdentity(mara.id, { assertion: elsewhere, connection: harbour }, origin);
    expect(outcome).toEqual({ ok: false, reason: "another-person" });
    expect(await linksOf(mara)).toEqual([]);
  });
});

describe("groups (Z-09)", () => {
  it("give their roles at each sign-in and take them again when the person has left", async () => {
    const nina = somebody({ groups: ["crew", "unknown", "__proto__"] });
    expect(await rolesOf(await personWho(nina, mapped))).toEqual(["editor", "viewer"]);
    expect(await rolesOf(await personWho({ ...nina, groups: [] }, mapped))).toEqual(["viewer"]);
    expect(await rolesOf(await personWho(nina, mapped))).toEqual(["editor", "viewer"]);
  });

  it("take nothing that an administrator gave by hand", async () => {
    const nina = await personWho(somebody({ subject: "by-hand" }), mapped);
    const [editor] = await db.select().from(roles).where(eq(roles.name, "editor"));
    await db.insert(memberships).values({ userId: nina.id, roleId: editor?.id ?? "" });
    const again = { ...somebody({ subject: "by-hand" }), groups: ["crew"] };
    expect(await rolesOf(await personWho(again, mapped))).toEqual(["editor", "viewer"]);
    expect(await rolesOf(await personWho({ ...again, groups: [] }, mapped))).toEqual(["editor", "viewer"]);
  });

  it("take nothing that another identity of the same person still gives", async () => {
    const [first, second] = [somebody({ groups: ["crew"] }), somebody({ groups: ["crew"] })];
    const nina = await personWho(first, mapped);
    await linkIdentity(nina.id, { assertion: second, connection: mapped }, origin);
    await personWho({ ...first, groups: [] }, mapped);
    expect(await rolesOf(nina)).toEqual(["editor", "viewer"]);
    await personWho({ ...second, groups: [] }, mapped);
    expect(await rolesOf(nina)).toEqual(["viewer"]);
  });

  it("do nothing for somebody disabled", async () => {
    const nina = somebody();
    const made = await personWho(nina, mapped);
    await db.update(users).set({ isActive: false }).where(eq(users.id, made.id));
    await personWho({ ...nina, groups: ["crew"] }, mapped);
    expect(await rolesOf(made)).toEqual(["viewer"]);
  });

  it("are written down, each role with the connection that brought it", async () => {
    const nina = await personWho(somebody({ groups: ["crew"] }), mapped);
    const rows = await db.select().from(auditEvents).where(eq(auditEvents.targetId, nina.id));
    expect(rows).toEqual([
      expect.objectContaining({
        event: "membership.added",
        details: expect.objectContaining({ connection: "harbour" }),
      }),
    ]);
  });
});
