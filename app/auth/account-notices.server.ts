import type { Origin } from "../audit/record.server.ts";
import { hours, now } from "../clock.ts";
import type { Database } from "../db/client.server.ts";
import type { User } from "../db/users.schema.ts";
import {
  addressTakenMail,
  emailChangedMail,
  emailChangingMail,
  methodMail,
  newDeviceMail,
  passwordChangedMail,
  type Circumstances,
} from "../email/messages.ts";
import { queueMail } from "../email/queue.server.ts";
import { deviceName } from "../user-agent.ts";
import { countOne } from "./counters.server.ts";
import { greetingName } from "./identifiers.ts";
import { linkTo } from "./links.server.ts";
import { createOneTimeToken } from "./one-time-tokens.server.ts";

const MOST_MAILS = { most: 5, window: hours(1) };

/** From where a person did something, for the mail that tells them. */
export type KnownOrigin = Origin & { address: string; userAgent: string };

/** Tells a person that their password is another one, with a way out for somebody who did not do that. */
export async function tellPasswordChanged(transaction: Database, user: User, origin: KnownOrigin): Promise<void> {
  const notMe = await notMeLink(transaction, user, user.email);
  const mail = passwordChangedMail(user.email, { name: greetingName(user), notMe, ...circumstancesOf(origin) });
  await queueMail(transaction, "password-changed", mail);
}

/** Tells a person that somebody signed in to their account from a browser it had not seen, or with the program `client`. */
export async function tellNewDevice(
  transaction: Database,
  user: User,
  origin: KnownOrigin,
  client?: string,
): Promise<void> {
  const notMe = await notMeLink(transaction, user, user.email);
  const circumstances = { ...circumstancesOf(origin), ...(client === undefined ? {} : { device: client }) };
  const arrival = { name: greetingName(user), notMe, isProgram: client !== undefined, ...circumstances };
  const mail = newDeviceMail(user.email, arrival);
  await queueMail(transaction, "new-device", mail);
}

/** Tells a person that their account can now be entered through another place as well, or through one no longer. */
export async function tellMethod(
  transaction: Database,
  user: User,
  change: { label: string; became: "added" | "removed" },
  origin: KnownOrigin,
): Promise<void> {
  const notMe = await notMeLink(transaction, user, user.email);
  const about = { name: greetingName(user), notMe, ...change, ...circumstancesOf(origin) };
  await queueMail(transaction, `method-${change.became}`, methodMail(user.email, about));
}

/** Tells the address in force that another one has been asked for (AC07). */
export async function tellEmailChanging(
  transaction: Database,
  user: User,
  email: string,
  origin: KnownOrigin,
): Promise<void> {
  const notMe = await notMeLink(transaction, user, user.email);
  const mail = emailChangingMail(user.email, { name: greetingName(user), email, notMe, ...circumstancesOf(origin) });
  await queueMail(transaction, "email-changing", mail);
}

/** Tells the address that was in force until now which one is, with a link that takes it back (AC07). */
export async function tellEmailChanged(
  transaction: Database,
  user: User,
  oldEmail: string,
  origin: KnownOrigin,
): Promise<void> {
  const undo = linkTo("/not-me", await createOneTimeToken(transaction, "undo-email", user, oldEmail));
  const change = { name: greetingName(user), email: user.email, undo, ...circumstancesOf(origin) };
  await queueMail(transaction, "email-changed", emailChangedMail(oldEmail, change));
}

/**
 * Tells whoever has an address that somebody asked for an account with it, or for it to be theirs; nobody else learns that (C-17). Five
 * in an hour at most: a mailbox is not filled by asking over and over.
 */
export async function tellAddressTaken(transaction: Database, owner: User): Promise<void> {
  const counted = await countOne("address-taken mail", owner.id, MOST_MAILS, transaction);
  if (!counted.allowed) return;
  const mail = addressTakenMail(owner.email, { name: greetingName(owner), link: linkTo("/login") });
  await queueMail(transaction, "address-taken", mail);
}

/** The link of a notice, for somebody who says that it was not them. */
export const notMeLink = async (transaction: Database, user: User, email: string) =>
  linkTo("/not-me", await createOneTimeToken(transaction, "not-me", user, email));

/** From where a person did something, as a mail says it. */
export const circumstancesOf = ({ address, userAgent }: KnownOrigin): Circumstances => ({
  device: deviceName(userAgent),
  address,
  at: now(),
});
