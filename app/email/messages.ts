import { text } from "../sentences.ts";
import { setLetter, type Letter } from "./letter.ts";

/** Where somebody signed in or changed something, in words for the person it concerns. */
export type Circumstances = { device: string; address: string; at: Date };

/** Asks to prove an address. */
export const verifyEmailMail = (to: string, { name, link }: { name: string; link: string }): Letter =>
  setLetter({
    to,
    subject: text("mail.verifyEmail.subject"),
    paragraphs: [hello(name), text("mail.verifyEmail.text")],
    button: { label: text("mail.verifyEmail.button"), link },
    small: [text("mail.verifyEmail.life"), text("mail.notYou")],
  });

/** Somebody registered with an address that has an account: told to its owner, and to nobody else (C-17). */
export const addressTakenMail = (to: string, { name, link }: { name: string; link: string }): Letter =>
  setLetter({
    to,
    subject: text("mail.addressTaken.subject"),
    paragraphs: [hello(name), text("mail.addressTaken.text")],
    button: { label: text("mail.addressTaken.button"), link },
    small: [text("mail.notYou")],
  });

/** A link to choose a new password. */
export const resetPasswordMail = (to: string, { name, link }: { name: string; link: string }): Letter =>
  setLetter({
    to,
    subject: text("mail.resetPassword.subject"),
    paragraphs: [hello(name), text("mail.resetPassword.text")],
    button: { label: text("mail.resetPassword.button"), link },
    small: [text("mail.resetPassword.life"), text("mail.notYou")],
  });

/** The password is another one now. */
export const passwordChangedMail = (to: string, change: { name: string; notMe: string } & Circumstances): Letter =>
  setLetter({
    to,
    subject: text("mail.passwordChanged.subject"),
    paragraphs: [hello(change.name), text("mail.passwordChanged.text"), circumstances(change)],
    button: { label: text("mail.notMe"), link: change.notMe },
    small: [text("mail.notMeText")],
  });

/** Asks the new address to confirm that it takes over. */
export const confirmNewEmailMail = (to: string, { name, link }: { name: string; link: string }): Letter =>
  setLetter({
    to,
    subject: text("mail.confirmNewEmail.subject"),
    paragraphs: [hello(name), text("mail.confirmNewEmail.text")],
    button: { label: text("mail.confirmNewEmail.button"), link },
    small: [text("mail.confirmNewEmail.life"), text("mail.notYou")],
  });

/** Tells the old address that another is to take over, while it still counts (AC07). */
export const emailChangingMail = (
  to: string,
  change: { name: string; email: string; notMe: string } & Circumstances,
): Letter =>
  setLetter({
    to,
    subject: text("mail.emailChanging.subject"),
    paragraphs: [hello(change.name), text("mail.emailChanging.text", { email: change.email }), circumstances(change)],
    button: { label: text("mail.notMe"), link: change.notMe },
    small: [text("mail.notMeText")],
  });

/** Tells the old address that it no longer counts, and how to undo that (AC07). */
export const emailChangedMail = (
  to: string,
  change: { name: string; email: string; undo: string } & Circumstances,
): Letter =>
  setLetter({
    to,
    subject: text("mail.emailChanged.subject"),
    paragraphs: [hello(change.name), text("mail.emailChanged.text", { email: change.email }), circumstances(change)],
    button: { label: text("mail.emailChanged.button"), link: change.undo },
    small: [text("mail.emailChanged.life")],
  });

/** Somebody signed in from a browser that was not seen before. */
export const newDeviceMail = (
  to: string,
  arrival: { name: string; notMe: string; isProgram?: boolean } & Circumstances,
): Letter =>
  setLetter({
    to,
    subject: text("mail.newDevice.subject"),
    paragraphs: [
      hello(arrival.name),
      text(`mail.newDevice.${arrival.isProgram ? "program" : "text"}`),
      circumstances(arrival),
    ],
    button: { label: text("mail.notMe"), link: arrival.notMe },
    small: [text("mail.notMeText")],
  });

/** The account can be entered through another place as well, or through one no longer. */
export const methodMail = (
  to: string,
  about: { name: string; label: string; became: "added" | "removed"; notMe: string } & Circumstances,
): Letter =>
  setLetter({
    to,
    subject: text(`mail.method.${about.became}.subject`, about),
    paragraphs: [hello(about.name), text(`mail.method.${about.became}.text`, about), circumstances(about)],
    button: { label: text("mail.notMe"), link: about.notMe },
    small: [text("mail.notMeText")],
  });

/** The account is going to be erased; until then signing in keeps it. */
export const accountDeletedMail = (to: string, { name, link, on }: { name: string; link: string; on: Date }): Letter =>
  setLetter({
    to,
    subject: text("mail.accountDeleted.subject"),
    paragraphs: [hello(name), text("mail.accountDeleted.text", { on })],
    button: { label: text("mail.accountDeleted.button"), link },
  });

/** An administrator has deleted the account: who thinks that is a mistake has until then to say so. */
export const accountClosedMail = (to: string, { name, on }: { name: string; on: Date }): Letter =>
  setLetter({
    to,
    subject: text("mail.accountClosed.subject"),
    paragraphs: [hello(name), text("mail.accountClosed.text", { on }), text("mail.accountClosed.mistake")],
  });

/** Somebody is asked to join. */
export const invitationMail = (to: string, { inviter, link }: { inviter: string | null; link: string }): Letter => {
  const by = { inviter: inviter ?? text("mail.invitation.somebody") };
  return setLetter({
    to,
    subject: text("mail.invitation.subject", by),
    paragraphs: [text("mail.invitation.text", by)],
    button: { label: text("mail.invitation.button"), link },
    small: [text("mail.invitation.life")],
  });
};

/** Where and when it happened, as a sentence. */
export const circumstances = ({ device, address, at }: Circumstances) =>
  text("mail.circumstances", { device, address, at });

/**
 * How a mail greets somebody. Anybody can have us write to anybody under a name they chose: what could be read as a link or a message is no
 * name (AC09). Host names know four dots; normalizing leaves two of them, and turns the full-width forms of other characters into themselves.
 */
export const hello = (name: string) =>
  name.length > 40 || /\S[.。]\S|[/\\:@]/.test(name.normalize("NFKC"))
    ? text("mail.helloYou")
    : text("mail.hello", { name });
