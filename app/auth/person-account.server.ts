import { flawsOf, namesShape, type Names } from "./account-fields.ts";
import { changed, refused, type Change } from "./change-person.server.ts";
import { countOne } from "./counters.server.ts";
import { setNames } from "./profile.server.ts";
import { MOST_RESET_MAILS, RESET_MAIL, sendReset } from "./reset-password.server.ts";

/** Gives a person other names, under the rules of their own profile page. */
export const rename =
  (names: Partial<Names>): Change =>
  async (transaction, { user }) => {
    const { username, firstName, lastName } = user;
    const parsed = namesShape.safeParse({ username, firstName, lastName, ...names });
    if (!parsed.success) return { ok: false, reason: "names", fields: flawsOf<keyof Names>(parsed.error) };
    const isSame = Object.entries(parsed.data).every(([name, value]) => user[name as keyof Names] === value);
    if (isSame) return changed();
    if (!(await setNames(transaction, user, parsed.data))) return refused("username-taken");
    return changed({ event: "person.renamed" });
  };

/** Sends a person a link for a new password. It counts with those they ask for themselves: five in an hour at most. */
export const sendResetMail: Change = async (transaction, { user }) => {
  if (!user.isActive) return refused("disabled");
  const counted = await countOne(RESET_MAIL, user.canonicalEmail, MOST_RESET_MAILS, transaction);
  if (!counted.allowed) return refused("limited");
  await sendReset(transaction, user);
  return changed({ event: "person.sent-reset" });
};
