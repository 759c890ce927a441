import { eq } from "drizzle-orm";

import { db } from "../db/client.server.ts";
import { identities } from "../db/identities.schema.ts";
import { sessions } from "../db/sessions.schema.ts";

/** Who somebody showed to be elsewhere when this session began, and what that place said of them (OL-16). */
export type SessionIdentity = {
  id: string;
  /** The name of the connection: `google`, `lab`. */
  connection: string;
  subject: string;
  email: string | null;
  profile: Readonly<Record<string, unknown>>;
};

/** The identity by which a session came about; null when it was not by one, or when that one has been disconnected since. */
export async function findSessionIdentity(sessionId: string): Promise<SessionIdentity | null> {
  const { id, connection, subject, email, profile } = identities;
  const [found] = await db
    .select({ id, connection, subject, email, profile })
    .from(sessions)
    .innerJoin(identities, eq(identities.id, sessions.identityId))
    .where(eq(sessions.id, sessionId));
  return found ?? null;
}
