import { setLetter, type Letter } from "../../email/letter.ts";
import type { Circumstances } from "../../email/messages.ts";
import { text } from "../../sentences.ts";

/** A copied token of a program was used, and the program has been signed out; `device` is what it calls itself. */
export const reusedMail = (to: string, { notMe, ...circumstances }: { notMe: string } & Circumstances): Letter =>
  setLetter({
    to,
    subject: text("mail.tokenReused.subject"),
    paragraphs: [text("mail.helloYou"), text("mail.tokenReused.text"), text("mail.circumstances", circumstances)],
    button: { label: text("mail.notMe"), link: notMe },
    small: [text("mail.notMeText")],
  });
