import { ldapBackend } from "../features/ldap/backend.server.ts";
import type { AuthBackend } from "./backend.ts";
import { emailBackend, usernameBackend } from "./local-backends.server.ts";

/** Who is asked about a password, in this order; the first yes counts (CB-02, LG-14). Add your own at its place in the line. */
export const backends: readonly AuthBackend[] = [emailBackend, usernameBackend, ldapBackend];
