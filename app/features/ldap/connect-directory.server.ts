import { noteResult } from "../../auth/connection-results.server.ts";
import type { KnownOrigin } from "../../auth/account-notices.server.ts";
import { linkIdentity } from "../../auth/identities.server.ts";
import { forgetTries, lockSubject, takeTry } from "../../auth/lockout.server.ts";
import { askCounted } from "./ask-counted.server.ts";
import { assertionFrom } from "./assertion-from.ts";
import type { Directory } from "./directory.ts";

const CONNECTING = "connecting";

export type ConnectDirectoryOutcome =
  | { ok: true }
  | { ok: false; reason: "invalid" | "unreachable" | "another-person" }
  | { ok: false; reason: "limited"; retryAfter: number };

/** Connects an entry of a directory to the account of somebody who is signed in, and knows its password. */
export async function connectDirectory(
  directory: Directory,
  userId: string,
  { name, password }: { name: string; password: string },
  origin: KnownOrigin,
): Promise<ConnectDirectoryOutcome> {
  const subject = lockSubject(CONNECTING, userId);
  const tried = await takeTry(subject);
  if (!tried.allowed) return { ok: false, reason: "limited", retryAfter: tried.retryAfter };
  // Counted apart: whoever types a colleague's name here uses up no try of theirs.
  const answer = await askCounted(directory, name, password, CONNECTING);
  if (answer.is === "failed") {
    const { directoryFault: reason, message: detail } = answer.fault;
    await noteResult(directory.name, { reason, detail, requestId: origin.requestId });
  }
  if (answer.is === "failed" || answer.is === "paused") return { ok: false, reason: "unreachable" };
  if (answer.is !== "known") return { ok: false, reason: "invalid" };
  await forgetTries(subject);
  return linkIdentity(userId, { assertion: assertionFrom(directory, answer), connection: directory }, origin);
}
