import type { Weather } from "../switches.ts";
import type { FaultName } from "./faults.ts";

/** What can be wrong with the directory that matters to a person, and what to expect of it at the next sign-in. */
export const weathers: readonly Weather<FaultName>[] = [
  { fault: "down", title: "Down", expect: "It hangs up on everybody. Passwords of the app work as ever." },
  {
    fault: "hangs",
    title: "Hanging",
    expect: "It takes every question and answers none: after some seconds the app has had enough.",
  },
  { fault: "slow", title: "Slow", expect: "Every answer takes a second: signing in takes long, and works." },
  {
    fault: "drips",
    title: "Dripping",
    expect: "It answers a byte every three seconds: after some seconds the app has had enough.",
  },
  { fault: "garbage", title: "Nonsense", expect: "It answers nothing that is LDAP: nobody comes in through it." },
  {
    fault: "password-trap",
    title: "Password trap",
    expect: "It takes an empty password for a visit of nobody, and says yes. The app never asks it.",
  },
  {
    fault: "service-refused",
    title: "App refused",
    expect: "It does not let the app look for people any more: that is a matter for administrators.",
  },
  {
    fault: "two-entries",
    title: "Two of one name",
    expect: "It finds erin with whomever is looked for: nobody comes in who is not told apart.",
  },
  {
    fault: "locked",
    title: "Locked",
    expect: "It refuses everybody, whatever their password, as it does with accounts that are locked.",
  },
  {
    fault: "nina-left-her-group",
    title: "Nina left her group",
    expect: "She is no editor any more: at her next sign-in the role goes that the group brought.",
  },
];
