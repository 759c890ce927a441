import type { User } from "../db/users.schema.ts";
import type { AuthBackend, BackendAnswer } from "./backend.ts";
import { isEmail } from "./identifiers.ts";
import { verifyNothing, verifyPassword } from "./passwords.server.ts";
import { findByEmail, findByUsername } from "./users.server.ts";

/** People of this database who gave their e-mail address (CB-03). */
export const emailBackend: AuthBackend = {
  name: "e-mail",
  method: "password",
  authenticate: async ({ identifier, password }) =>
    isEmail(identifier) ? matching(await findByEmail(identifier), password) : null,
};

/** People of this database who gave their user name (CB-04). */
export const usernameBackend: AuthBackend = {
  name: "user name",
  method: "password",
  authenticate: async ({ identifier, password }) =>
    isEmail(identifier) ? null : matching(await findByUsername(identifier), password),
};

// Exactly one hash is computed for any identifier, known or not, with or without a password of its own (PW02).
async function matching(user: User | null, password: string): Promise<BackendAnswer> {
  if (!user?.passwordHash) return (await verifyNothing(password)) || null;
  return (await verifyPassword(password, user.passwordHash)) ? { is: "somebody", user } : null;
}
