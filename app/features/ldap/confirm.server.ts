import { and, eq } from "drizzle-orm";

import type { AuthBackend } from "../../auth/backend.ts";
import { noteResult } from "../../auth/connection-results.server.ts";
import { CONFIRMING } from "../../auth/lockout.server.ts";
import { db } from "../../db/client.server.ts";
import { identities } from "../../db/identities.schema.ts";
import { askCounted } from "./ask-counted.server.ts";
import { listDirectories } from "./find-directory.server.ts";

/**
 * Whether this is somebody's password in a directory that opens their account: of the very entry that does, and not of another that has its
 * name by now.
 */
export const confirmAtDirectories: NonNullable<AuthBackend["confirms"]> = async (user, password, { requestId }) => {
  const mine = await db
    .select()
    .from(identities)
    .where(and(eq(identities.userId, user.id), eq(identities.kind, "ldap")));
  if (mine.length === 0) return "no";
  let last: "no" | "unreachable" = "no";
  for (const directory of await listDirectories()) {
    const identity = mine.find(({ authority }) => authority === directory.authority);
    if (!identity) continue;
    const answer = await askCounted(directory, String(identity.profile.username ?? ""), password, CONFIRMING);
    if (answer.is === "known" && answer.id === identity.subject) return "yes";
    if (answer.is === "failed" || answer.is === "paused") last = "unreachable";
    if (answer.is === "failed") {
      const { directoryFault: reason, message: detail } = answer.fault;
      await noteResult(directory.name, { reason, detail, requestId });
    }
  }
  return last;
};
