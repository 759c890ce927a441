import { forgetTries, lockSubject, returnTry, takeTry } from "../../auth/lockout.server.ts";
import { askDirectory, type DirectoryAnswer } from "./ask-directory.server.ts";
import { isAsked, noteAsked } from "./circuit.ts";
import type { Directory } from "./directory.ts";

/** `paused`: it failed so often a moment ago that nobody waits for it now. */
export type CountedAnswer = DirectoryAnswer | { is: "paused" };

/**
 * Asks a directory about a password, and counts the try at the entry that the name leads to, whichever way it was spelled: ten in a quarter of
 * an hour, then it is not bound to (LD16). Who tries too often by one spelling has been stopped before; to whoever goes on by others it looks
 * like any wrong password, or it would tell that the entry exists. `deviceId` as in `lockSubject`.
 */
export async function askCounted(
  directory: Directory,
  name: string,
  password: string,
  deviceId: string | null,
): Promise<CountedAnswer> {
  if (!isAsked(directory.name)) return { is: "paused" };
  let subject: string | null = null;
  const answer = await askDirectory(directory, name, password, async (entry) => {
    subject = lockSubject(deviceId, `${directory.authority} ${entry}`);
    return (await takeTry(subject)).allowed;
  });
  noteAsked(directory.name, answer.is !== "failed" || answer.fault.directoryFault !== "unreachable");
  if (subject && answer.is === "known") await forgetTries(subject);
  if (subject && answer.is === "failed") await returnTry(subject);
  return answer;
}
