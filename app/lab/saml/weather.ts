import { switchesHtml, turn, type Weather } from "../switches.ts";
import { faultNames, type FaultName, type Faults } from "./faults.ts";

/** What can be wrong with the provider that matters to a person, and what to expect of it at the next sign-in. */
const weathers: readonly Weather<FaultName>[] = [
  {
    fault: "unsigned",
    title: "Unsigned",
    expect: "What it says could be from anybody: sign-in is refused.",
  },
  {
    fault: "wrong-audience",
    title: "Wrong audience",
    expect: "What it says is meant for another app: sign-in is refused.",
  },
  {
    fault: "replayed",
    title: "Replayed",
    expect: "It sends its last answer once more: sign-in is refused.",
  },
  {
    fault: "expired",
    title: "Expired",
    expect: "What it says was right ten minutes ago: sign-in is refused.",
  },
  {
    fault: "forgery-before",
    title: "Wrapped forgery",
    expect: "Beside the genuine statement stands one about root that nobody signed: sign-in is refused.",
  },
  {
    fault: "encrypted",
    title: "Encrypted",
    expect: "Only the app can read what it says: sign-in works.",
  },
  {
    fault: "key-rolled",
    title: "Key rolled over",
    expect: "It signs with the second certificate of its metadata: sign-in works.",
  },
  {
    fault: "key-rolled-unannounced",
    title: "Key changed overnight",
    expect:
      "It signs with a key that it announced to nobody: sign-in is refused until the app has read its metadata anew.",
  },
  {
    fault: "no-email",
    title: "No e-mail",
    expect: "It does not say where to write to people: whoever is new gets no account.",
  },
  {
    fault: "nina-left-her-group",
    title: "Nina left her group",
    expect: "She is no editor any more: at her next sign-in the role goes that the group brought.",
  },
  {
    fault: "transient-name",
    title: "Another name each time",
    expect: "People cannot be told apart by what it calls them: sign-in is refused.",
  },
  {
    fault: "down",
    title: "Down",
    expect: "Every answer is an error: nobody gets to its page. Passwords work as ever.",
  },
];

/** The switches as HTML. */
export const weatherHtml = (faults: Faults): string => switchesHtml("/lab/saml", weathers, faults);

/** Turns a fault on or off as the form says; false when it says nothing that can be done. */
export const changeWeather = (faults: Faults, form: URLSearchParams): boolean => turn(faults, faultNames, form);
