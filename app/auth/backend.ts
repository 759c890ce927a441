import type { Origin } from "../audit/record.server.ts";
import type { User } from "../db/users.schema.ts";
import type { SignInMethod } from "../db/sessions.schema.ts";
import type { KnownOrigin } from "./account-notices.server.ts";
import type { Arrived, IdentityRefusal } from "./identities.server.ts";

/** What was typed into the sign-in form. */
export type Credentials = { identifier: string; password: string };

/** Who tries. `deviceId`: their browser, where the person of this name has signed in before. */
export type Trying = { origin: KnownOrigin; deviceId: string | null };

/** What a backend says to a password: null is no, for whatever cause. */
export type BackendAnswer =
  /** `identityId`: who they have shown to be elsewhere. */
  | { is: "somebody"; user: User; identityId?: string }
  /** The password was right there, and yet nobody here is the one whose it is: `reason` may be said, since only they can hear it. */
  | { is: "unconnected"; reason: IdentityRefusal; arrived: Arrived }
  /** It could not be asked. */
  | { is: "unreachable" }
  | null;

/**
 * One place where passwords can be checked: this database, a directory, your own (CB-01). Anything but somebody lets the next backend try.
 * May throw: the failure is logged and the next one is asked (CB-08).
 */
export type AuthBackend = {
  name: string;
  method: SignInMethod;
  authenticate: (credentials: Credentials, trying: Trying) => Promise<BackendAnswer>;
  /** Whether this is the password of somebody who is signed in, where they have one there: so they confirm that it is still them. */
  confirms?: (user: User, password: string, origin: Origin) => Promise<"yes" | "no" | "unreachable">;
};
