import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { linkIn, mailsTo } from "#tests/support/mailbox.ts";
import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { travel } from "#tests/support/travel.ts";
import { days } from "../clock.ts";
import { memberships } from "../db/access.schema.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { identities } from "../db/identities.schema.ts";
import { seedDemoData } from "../db/seed.ts";
import type { User } from "../db/users.schema.ts";
import type { Assertion } from "./assertion.ts";
import type { Connection } from "./connection.ts";
import { linkIdentity, linkOrCreate } from "./identities.server.ts";
import { reportNotMe } from "./not-me.server.ts";
import { findSession } from "./sessions.server.ts";
import { signIn } from "./sign-in.server.ts";
import { unlinkIdentity } from "./unlink.server.ts";

await seedDemoData();

const harbour: Connection = {
  name: "harbour",
  label: "Harbour",
  kind: "harbour",
  trustedDomains: [],
  groupMap: { crew: ["editor"] },
  createsUsers: true,
};
const open = [harbour];

let count = 0;
let mara: User;
beforeEach(async () => {
  count += 1;
  mara = await newPerson(`mara-${count}`);
});

async function link(user = mara, groups: string[] = []): Promise<string> {
  count += 1;
  const named = { authority: "https://harbour.example.test", subject: `subject-${count}`, email: null };
  const about = { emailVerified: false, signedInAnew: false, username: null, firstName: "", lastName: "", profile: {} };
  const assertion: Assertion = { ...named, ...about, groups };
  await linkIdentity(user.id, { assertion, connection: harbour }, origin);
  const linked = await db.select().from(identities).where(eq(identities.subject, named.subject));
  return linked[0]?.id ?? "";
}

async function enter(identityId: string, user = mara) {
  const entered = await signIn(user, "password", arrival({ identityId }));
  if (!entered.ok) throw new Error(entered.reason);
  return entered;
}

const linked = ({ id }: User) => db.select().from(identities).where(eq(identities.userId, id));
const rolesOf = ({ id }: User) => db.select().from(memberships).where(eq(memberships.userId, id));
const drop = (identityId: string, more = {}) =>
  unlinkIdentity({ userId: mara.id, sessionId: "another", identityId, open, ...more }, origin);

describe("disconnecting a place elsewhere", () => {
  it("ends the sessions that came in by it, but the one that asks, and takes the roles that it brought", async () => {
    const id = await link(mara, ["crew"]);
    const [here, there] = [await enter(id), await enter(id)];
    expect(await rolesOf(mara)).toHaveLength(1);
    expect(await drop(id, { sessionId: here.sessionId })).toEqual({ ok: true });
    expect(await findSession(here.token)).not.toBeNull();
    expect(await findSession(there.token)).toBeNull();
    expect(await rolesOf(mara)).toEqual([]);
    expect((await mailsTo(mara.email)).map(({ kind }) => kind)).toContain("method-removed");
  });

  it("is refused for the last way in: no password, and no other place that is open", async () => {
    const only = await newPerson(`only-${count}`, { passwordHash: null });
    const [first, second] = [await link(only), await link(only)];
    const asOnly = { userId: only.id };
    expect(await drop(first, { ...asOnly, open: [] })).toEqual({ ok: false, reason: "last-method" });
    expect(await drop(first, asOnly)).toEqual({ ok: true });
    expect(await drop(second, asOnly)).toEqual({ ok: false, reason: "last-method" });
    expect(await linked(only)).toHaveLength(1);
  });

  it("leaves one when both of two are disconnected at once", async () => {
    const only = await newPerson(`only-${count}`, { passwordHash: null });
    const ids = [await link(only), await link(only)];
    const outcomes = await Promise.all(ids.map((id) => drop(id, { userId: only.id })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await linked(only)).toHaveLength(1);
  });

  it("touches nobody else's, whatever id is sent", async () => {
    const eve = await newPerson(`eve-${count}`);
    const id = await link(mara);
    for (const wrong of [id, "", "x", id.toUpperCase()])
      expect(await drop(wrong, { userId: eve.id })).toEqual({ ok: false, reason: "unknown" });
    expect(await linked(mara)).toHaveLength(1);
  });
});

describe("saying that it was not me", () => {
  it("drops what a stranger has connected since, and keeps what was there before", async () => {
    const own = await link(mara);
    travel(days(8)); // the notice about it tells of nothing any more
    await signIn(mara, "password", arrival());
    await enter(own); // from another browser: a notice
    const token = new URLSearchParams((await linkIn("new-device", mara.email)).split("?")[1]).get("token") ?? "";
    await link(mara, ["crew"]);
    expect(await reportNotMe(token, origin)).toBe(true);
    expect((await linked(mara)).map(({ id }) => id)).toEqual([own]);
    expect(await rolesOf(mara)).toEqual([]);
    const told = await db.select().from(auditEvents).where(eq(auditEvents.targetId, mara.id));
    expect(told.map(({ event }) => event)).toContain("membership.removed");
  });

  it("shuts out whoever has connected theirs, whichever of the notices about them is found first", async () => {
    await signIn(mara, "password", arrival());
    const theirs = await link(mara);
    await enter(theirs); // from a browser of their own: a newer notice
    const token = new URLSearchParams((await linkIn("new-device", mara.email)).split("?")[1]).get("token") ?? "";
    expect(await reportNotMe(token, origin)).toBe(true);
    expect(await linked(mara)).toEqual([]);
  });

  it("leaves the way in by which the account was made, about which there was never a notice", async () => {
    count += 1;
    const named = {
      authority: "https://harbour.example.test",
      subject: `own-${count}`,
      email: `own-${count}@example.net`,
    };
    const assertion = {
      ...named,
      emailVerified: true,
      signedInAnew: false,
      username: null,
      firstName: "",
      lastName: "",
      groups: [],
      profile: {},
    };
    const made = await linkOrCreate({ assertion, connection: harbour }, origin);
    if (!made.ok) throw new Error(made.reason);
    await enter(made.identityId, made.user);
    await link(made.user);
    const token = new URLSearchParams((await linkIn("method-added", made.user.email)).split("?")[1]).get("token") ?? "";
    expect(await reportNotMe(token, origin)).toBe(true);
    expect((await linked(made.user)).map(({ id }) => id)).toEqual([made.identityId]);
  });

  it("works from the very notice that something was connected", async () => {
    await link(mara);
    const token = new URLSearchParams((await linkIn("method-added", mara.email)).split("?")[1]).get("token") ?? "";
    expect(await reportNotMe(token, origin)).toBe(true);
    expect(await linked(mara)).toEqual([]);
  });
});
