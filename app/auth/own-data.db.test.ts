import { desc } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";

import { arrival, newPerson, origin } from "#tests/support/arrivals.ts";
import { auditEvents } from "../db/audit.schema.ts";
import { db } from "../db/client.server.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { newId } from "../db/columns.ts";
import { oneTimeTokens } from "../db/one-time-tokens.schema.ts";
import { devices, sessions } from "../db/sessions.schema.ts";
import type { User } from "../db/users.schema.ts";
import { createOneTimeToken } from "./one-time-tokens.server.ts";
import { takeOwnData } from "./own-data.server.ts";
import { signIn } from "./sign-in.server.ts";

let mara: User;
let zelda: User;
const tokens: string[] = [];

beforeAll(async () => {
  mara = await newPerson("mara", { firstName: "Mara", lastName: "Quill" });
  zelda = await newPerson("zelda");
  for (const [user, address] of [
    [mara, "192.0.2.44"],
    [zelda, "198.51.100.77"],
  ] as const) {
    const entered = await signIn(user, "password", arrival({ origin: { ...origin, address } }));
    if (entered.ok) tokens.push(entered.token, entered.deviceToken);
    tokens.push(await createOneTimeToken(db, "reset-password", user, user.email));
  }
  const [role] = await db.insert(roles).values({ name: "keeper" }).returning();
  await db.insert(memberships).values({ userId: mara.id, roleId: role?.id ?? "" });
});

describe("what is held about a person", () => {
  it("is given to them whole: profile, roles, sessions, devices, activity", async () => {
    expect(await takeOwnData(mara.id, origin)).toMatchObject({
      profile: { id: mara.id, username: "mara", email: mara.email, firstName: "Mara", lastName: "Quill" },
      roles: ["keeper"],
      sessions: [{ method: "password", address: "192.0.2.44", userAgent: origin.userAgent }],
      devices: [{ firstSignIn: expect.any(Date), lastSignIn: expect.any(Date) }],
      activity: [{ event: "sign-in", outcome: "done", by: "you", address: "192.0.2.44" }],
    });
  });

  it("RX17 holds nothing that opens a door: no hash, no token, no id of a session", async () => {
    const text = JSON.stringify(await takeOwnData(mara.id, origin));
    const rows = [
      ...(await db.select().from(sessions)).flatMap(({ id, authHash }) => [id, authHash]),
      ...(await db.select().from(devices)).flatMap(({ id, tokenHash }) => [id, tokenHash]),
      ...(await db.select().from(oneTimeTokens)).flatMap(({ id, tokenHash, stamp }) => [id, tokenHash, stamp]),
    ];
    for (const secret of [...rows, ...tokens, mara.passwordHash].filter(Boolean)) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/hash|token|argon2|canonical|stamp/i);
  });

  it("holds nothing of anybody else", async () => {
    expect(JSON.stringify(await takeOwnData(mara.id, origin))).not.toMatch(/zelda|198\.51\.100\.77/);
  });

  it("is noted as taken; for somebody who does not exist there is none, and nothing to note (UM-14)", async () => {
    const last = async () => (await db.select().from(auditEvents).orderBy(desc(auditEvents.sequence)).limit(1))[0];
    await takeOwnData(mara.id, origin);
    const noted = await last();
    expect(noted).toMatchObject({ event: "account.downloaded", outcome: "done", actorId: mara.id });
    expect(await takeOwnData(newId(), origin)).toBeNull();
    expect(await last()).toEqual(noted);
  });
});
