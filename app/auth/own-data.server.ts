import { asc, eq } from "drizzle-orm";

import { recordEvent } from "../audit/record.server.ts";
import { memberships, roles } from "../db/access.schema.ts";
import { db } from "../db/client.server.ts";
import { identities } from "../db/identities.schema.ts";
import { devices } from "../db/sessions.schema.ts";
import type { User } from "../db/users.schema.ts";
import type { KnownOrigin } from "./account-notices.server.ts";
import { listAllActivity, type Activity } from "./activity.server.ts";
import { listSessions } from "./sessions.server.ts";
import { findUser } from "./users.server.ts";

/** Everything that is held about a person: what they may take with them. Nothing in it opens a door. */
export type OwnData = {
  profile: ReturnType<typeof profileOf>;
  roles: string[];
  sessions: ReturnType<typeof sessionOf>[];
  identities: Awaited<ReturnType<typeof listIdentities>>;
  devices: { firstSignIn: Date; lastSignIn: Date }[];
  activity: Activity[];
};

/** Collects everything that is held about a person, and notes that it was taken. Null when there is no such person (UM-14). */
export async function takeOwnData(userId: string, origin: KnownOrigin): Promise<OwnData | null> {
  const user = await findUser(userId);
  if (!user) return null;
  const data = {
    profile: profileOf(user),
    roles: await listRoleNames(userId),
    sessions: (await listSessions(userId)).map(sessionOf),
    identities: await listIdentities(userId),
    devices: await listDevices(userId),
    activity: await listAllActivity(userId),
  };
  await recordEvent({ event: "account.downloaded", outcome: "done", actorId: userId }, origin);
  return data;
}

// Named one by one, here and below: a new column of a table is given away only by somebody who means it.
function profileOf(user: User) {
  const { id, username, email, emailVerifiedAt, firstName, lastName, attributes } = user;
  const { isActive, isStaff, isSuperuser, lastLogin, erasedAfter, createdAt } = user;
  const names = { id, username, email, emailVerifiedAt, firstName, lastName, attributes };
  return Object.assign(names, { isActive, isStaff, isSuperuser, lastLogin, erasedAfter, createdAt });
}

type Stored = Awaited<ReturnType<typeof listSessions>>[number];

function sessionOf({ method, client, address, userAgent, remember, createdAt, lastSeenAt, absoluteExpiresAt }: Stored) {
  return { method, client, address, userAgent, remember, createdAt, lastSeenAt, endsAt: absoluteExpiresAt };
}

async function listRoleNames(userId: string): Promise<string[]> {
  const held = await db
    .select({ name: roles.name })
    .from(memberships)
    .innerJoin(roles, eq(roles.id, memberships.roleId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(roles.name));
  return held.map(({ name }) => name);
}

function listIdentities(userId: string) {
  const { connection, authority, subject, email, profile, createdAt, lastUsedAt } = identities;
  return db
    .select({ connection, authority, subject, email, profile, createdAt, lastUsedAt })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(asc(identities.id));
}

const listDevices = (userId: string) =>
  db
    .select({ firstSignIn: devices.createdAt, lastSignIn: devices.lastSeenAt })
    .from(devices)
    .where(eq(devices.userId, userId))
    .orderBy(asc(devices.createdAt));
