import { recordEvent, type Origin } from "../audit/record.server.ts";
import { db } from "../db/client.server.ts";
import { restoreEmail } from "./change-email.server.ts";
import { consumeOneTimeToken, revokeOneTimeTokens } from "./one-time-tokens.server.ts";
import { sendReset } from "./reset-password.server.ts";
import { endSessionsOf } from "./sessions.server.ts";
import { findUser } from "./users.server.ts";

/**
 * Somebody says through the link in a notice that it was not them: every session ends, a change of address is stopped or taken back, and a
 * link for a new password goes to the address that the notice went to. False for a link that holds no more.
 */
export async function reportNotMe(token: string, origin: Origin): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const consumed = await consumeOneTimeToken(transaction, ["not-me", "undo-email"], token);
    if (!consumed) return false;
    const { userId, purpose, email } = consumed;
    const user =
      purpose === "undo-email"
        ? await restoreEmail(transaction, userId, email, origin)
        : await findUser(userId, transaction);
    if (!user) return false;
    await endSessionsOf(transaction, userId);
    await revokeOneTimeTokens(transaction, userId, ["change-email"]);
    await sendReset(transaction, user);
    await recordEvent({ event: "account.reported", outcome: "done", actorId: userId }, origin, transaction);
    return true;
  });
}
