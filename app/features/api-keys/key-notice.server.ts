import { circumstancesOf, notMeLink, type KnownOrigin } from "../../auth/account-notices.server.ts";
import { greetingName } from "../../auth/identifiers.ts";
import type { Transaction } from "../../db/client.server.ts";
import type { User } from "../../db/users.schema.ts";
import { setLetter } from "../../email/letter.ts";
import { circumstances, hello } from "../../email/messages.ts";
import { queueMail } from "../../email/queue.server.ts";
import { text } from "../../sentences.ts";
import type { ApiKey } from "./api-keys.schema.ts";

/**
 * Tells somebody that there is a new key for their account, with a way out for whoever did not make it. The key itself is not in it, nor what it
 * is called: should a thief have made it, those are the thief's words, and the only address to follow must be ours.
 */
export async function tellKeyMade(
  transaction: Transaction,
  owner: User,
  { prefix }: Pick<ApiKey, "prefix">,
  origin: KnownOrigin,
): Promise<void> {
  const letter = setLetter({
    to: owner.email,
    subject: text("apiKeys.mail.subject"),
    paragraphs: [
      hello(greetingName(owner)),
      text("apiKeys.mail.text", { prefix }),
      circumstances(circumstancesOf(origin)),
    ],
    button: { label: text("mail.notMe"), link: await notMeLink(transaction, owner, owner.email) },
    small: [text("mail.notMeText")],
  });
  await queueMail(transaction, "api-key-made", letter);
}
