import { recordEvent } from "../../audit/record.server.ts";
import type { KnownOrigin } from "../../auth/account-notices.server.ts";
import { linkTo } from "../../auth/links.server.ts";
import { createOneTimeToken } from "../../auth/one-time-tokens.server.ts";
import type { FoundProgram } from "../../auth/program-sessions.server.ts";
import { revokeSession } from "../../auth/sessions.server.ts";
import { findUser, lockPeople } from "../../auth/users.server.ts";
import { now } from "../../clock.ts";
import { db } from "../../db/client.server.ts";
import { queueMail } from "../../email/queue.server.ts";
import { reusedMail } from "./reused-mail.ts";

/**
 * Ends the session of a program whose refresh token somebody has copied: the program and the thief cannot be told apart, so neither keeps it
 * (RV-05). Notes it and tells the person, once however many come at once.
 */
export async function endReused({ session, user: { id } }: FoundProgram, origin: KnownOrigin): Promise<void> {
  const user = await findUser(id);
  await db.transaction(async (transaction) => {
    await lockPeople(transaction, [id]);
    if (!(await revokeSession(transaction, id, session.id))) return;
    if (user?.emailVerifiedAt) {
      const notMe = linkTo("/not-me", await createOneTimeToken(transaction, "not-me", user, user.email));
      const circumstances = { device: session.client, address: origin.address, at: now() };
      const mail = reusedMail(user.email, { notMe, ...circumstances });
      await queueMail(transaction, "token-reused", mail);
    }
    // Nobody's doing: which of the two it was that came second, nobody knows.
    await recordEvent({ event: "token.reused", outcome: "refused", targetId: id }, origin, transaction);
  });
}
