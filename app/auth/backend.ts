import type { User } from "../db/users.schema.ts";
import type { SignInMethod } from "../db/sessions.schema.ts";

/** What was typed into the sign-in form. */
export type Credentials = { identifier: string; password: string };

/**
 * One place where passwords can be checked: this database, a directory, your own (CB-01). Gives the person whose password it is,
 * or null to let the next backend try. May throw: the failure is logged and the next one is asked (CB-08).
 */
export type AuthBackend = {
  name: string;
  method: SignInMethod;
  authenticate: (credentials: Credentials) => Promise<User | null>;
};
