import { now } from "../clock.ts";
import { stampFits } from "./session-auth-hash.server.ts";
import type { FoundSession } from "./session-lookup.server.ts";

/**
 * True for a session that is over although its row is still there: past its absolute age (SE-04), of a password that has changed since (SH-04),
 * or of somebody who has been disabled (UM-10). Browsers and programs alike.
 */
export const isOver = ({ session, user }: FoundSession): boolean =>
  session.absoluteExpiresAt <= now() || !stampFits(session.authHash, user.passwordHash) || !user.isActive;
