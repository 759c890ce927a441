import type { Arrival } from "#app/auth/sign-in.server.ts";
import { createUser, type NewUser } from "#app/auth/users.server.ts";
import { hashPassword } from "#app/auth/passwords.server.ts";
import { now } from "#app/clock.ts";
import { db } from "#app/db/client.server.ts";
import type { User } from "#app/db/users.schema.ts";

/** The password of everybody that `newPerson` makes. */
export const password = "a quiet harbour at dawn";

/** Where core tests pretend that requests come from. */
export const origin = { requestId: "test-request", address: "203.0.113.9", userAgent: "A test" };

/** An arrival from a browser that was never here. */
export const arrival = (more: Partial<Arrival> = {}): Arrival => ({
  origin,
  remember: false,
  deviceToken: null,
  previousToken: null,
  ...more,
});

/** Adds a verified person with the test password; `more` changes anything about them. */
export async function newPerson(username: string, more: Partial<NewUser> = {}): Promise<User> {
  const details = { email: `${username}@example.com`, passwordHash: await sharedHash(), emailVerifiedAt: now() };
  return createUser(db, { username, ...details, ...more });
}

let hashed: Promise<string> | undefined;
const sharedHash = () => (hashed ??= hashPassword(password));
