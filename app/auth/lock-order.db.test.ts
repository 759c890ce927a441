import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { actorOf } from "#tests/support/actors.ts";
import { arrival, newPerson, origin, password } from "#tests/support/arrivals.ts";
import { linkIn } from "#tests/support/mailbox.ts";
import { statementsDuring } from "#tests/support/statements.ts";
import { db } from "../db/client.server.ts";
import { invitations } from "../db/one-time-tokens.schema.ts";
import { users, type User } from "../db/users.schema.ts";
import { acceptInvitation } from "./accept-invitation.server.ts";
import { askForNewEmail } from "./change-email.server.ts";
import { changePassword } from "./change-password.server.ts";
import { askToDelete } from "./delete-account.server.ts";
import { createAdministrator } from "./first-administrator.server.ts";
import { invite } from "./invitations.server.ts";
import { reportNotMe } from "./not-me.server.ts";
import { register, sendVerification } from "./register.server.ts";
import { requestReset, resetPassword } from "./reset-password.server.ts";
import { signIn } from "./sign-in.server.ts";
import { signOutEverywhereElse } from "./sign-out.server.ts";
import { proveAddress } from "./verify-email.server.ts";

const names = { firstName: "", lastName: "", password: "seven lanterns over the quay" };
const tokenIn = async (kind: string, address: string) => (await linkIn(kind, address)).split("token=")[1] ?? "";
const comesIn = (user: User) => signIn(user, "password", arrival());

let number = 0;
const addressNobodyHas = () => `new${number++}@example.net`;

/** An account that only claims the address. */
const claim = (email: string) => newPerson(`claims${number++}`, { email, emailVerifiedAt: null });

async function asksFor(user: User, email = addressNobodyHas()): Promise<string> {
  await askForNewEmail(user.id, email, origin);
  return tokenIn("confirm-new-email", email);
}

async function isInvited(user: User, email: string): Promise<void> {
  await invite(await actorOf(user.id), { email, roleIds: [] });
}

/** Each prepares, and gives what is to be watched. */
const dealings: Record<string, (user: User) => Promise<() => Promise<unknown>>> = {
  registering: async () => () => register({ ...names, username: "brand.new", email: addressNobodyHas() }, origin),
  "signing in": async (user) => () => comesIn(user),
  "a first sign-in elsewhere": async (user) => {
    await comesIn(user);
    return () => comesIn(user);
  },
  "ending all other sessions": async (user) => {
    await comesIn(user);
    return () => signOutEverywhereElse(user.id, "another", origin);
  },
  "asking for another address": async (user) => {
    await asksFor(user);
    return () => asksFor(user);
  },
  "confirming an address": async (user) => {
    await db.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, user.id));
    await db.transaction((transaction) => sendVerification(transaction, user));
    const token = await tokenIn("verify-email", user.email);
    return () => proveAddress(token, origin);
  },
  "putting another address in force": async (user) => {
    const email = addressNobodyHas();
    const token = await asksFor(user, email);
    await claim(email);
    return () => proveAddress(token, origin);
  },
  "taking an address back": async (user) => {
    await proveAddress(await asksFor(user), origin);
    await claim(user.email);
    const token = await tokenIn("email-changed", user.email);
    return () => reportNotMe(token, origin);
  },
  "asking for a reset": async (user) => () => requestReset(user.email, origin),
  "a reset that takes an invitation up": async (user) => {
    await requestReset(user.email, origin);
    const token = await tokenIn("reset-password", user.email);
    const other = addressNobodyHas();
    await isInvited(user, other);
    await db.update(invitations).set({ canonicalEmail: user.canonicalEmail }).where(eq(invitations.email, other));
    return () => resetPassword(token, "nine herons beside the lock", origin);
  },
  "changing the password": async (user) => {
    const entered = await comesIn(user);
    const sessionId = entered.ok ? entered.sessionId : "";
    const change = { userId: user.id, sessionId, currentPassword: password, password: "nine herons beside the lock" };
    return () => changePassword(change, origin);
  },
  "deleting an account": async (user) => () => askToDelete(user.id, origin),
  inviting: async (user) => {
    const email = addressNobodyHas();
    await claim(email);
    return () => isInvited(user, email);
  },
  "taking an invitation up": async (user) => {
    const email = addressNobodyHas();
    await isInvited(user, email);
    const token = await tokenIn("invitation", email);
    await claim(email);
    return () => acceptInvitation(token, { ...names, username: `invited${number++}` }, origin);
  },
  "making an administrator": async (user) => () => createAdministrator(user.email),
};

/** What a statement locks, if it is one that matters here. */
function lockedBy(statement: string): "person" | "links" | "sessions" | "audit" | null {
  if (/insert into "auth"."audit_events"/.test(statement)) return "audit";
  const wrote = /^(?:update|insert into|delete from) "auth"\."(users|one_time_tokens|sessions)"/.exec(statement)?.[1];
  const locked = /from "auth"\."(users)".* for update/.exec(statement)?.[1];
  const tables = { users: "person", one_time_tokens: "links", sessions: "sessions" } as const;
  return tables[(wrote ?? locked) as keyof typeof tables] ?? null;
}

describe("so that no two wait for each other for ever", () => {
  it.each(Object.keys(dealings))("%s locks the person first and the audit log last", async (name) => {
    const user = await newPerson(`mara${number++}`);
    const done = await dealings[name]?.(user);
    const statements = await statementsDuring(async () => done?.());
    const inside = statements.slice(statements.indexOf("begin") + 1, statements.lastIndexOf("commit"));
    const events = inside.findIndex((statement) => lockedBy(statement) === "audit");
    expect(events).toBeGreaterThan(0);
    expect(inside.slice(events).filter((statement) => lockedBy(statement) !== "audit")).toEqual([]);
    expect(inside.map(lockedBy).find((lock) => lock !== null)).toBe("person");
  });
});
