import { escaped } from "../html.ts";
import { switchAt, switchesHtml, turn, type Weather } from "../switches.ts";
import { faultNames, type FaultName, type Faults } from "./faults.ts";

/** What can be wrong with the provider that matters to a person, and what to expect of it at the next sign-in. */
const weathers: readonly Weather<FaultName>[] = [
  {
    fault: "email-unverified",
    title: "Unverified e-mail",
    expect: "The provider does not vouch for addresses: nobody is joined to an account by theirs, whatever the domain.",
  },
  {
    fault: "nina-left-her-group",
    title: "Nina left her group",
    expect: "She is no editor any more: at her next sign-in the role goes that the group brought.",
  },
  {
    fault: "clock-skew",
    title: "Clock ten minutes slow",
    expect: "Its tokens have run out before they arrive: sign-in is refused.",
  },
  {
    fault: "wrong-audience",
    title: "Wrong audience",
    expect: "Its tokens are meant for another app: sign-in is refused.",
  },
  {
    fault: "wrong-nonce",
    title: "Wrong nonce",
    expect: "Its tokens are of another sign-in: sign-in is refused.",
  },
  {
    fault: "slow",
    title: "Slow",
    expect:
      "Every answer takes three seconds: sign-in takes long, or the app has had enough and says so. Passwords work as ever.",
  },
  {
    fault: "down",
    title: "Down",
    expect:
      "Every answer is an error: whoever has left for it sees that, and when the app asks it something, it says so. Passwords work as ever.",
  },
];

/** The switches as HTML, with the key of the moment. */
export const weatherHtml = (faults: Faults, keyName: string): string => `<ul class="cards">
${switchesHtml("/lab/weather", weathers, faults)}
<li class="card" id="${escaped(switchAt("/lab/keys", ""))}"><div><h3>Key rotated</h3>
<p class="soft">The provider signs with a new key and forgets the old one: sign-in works, since the app asks for the keys again. Now it is <code>${escaped(keyName.slice(0, 6))}…</code></p></div>
<form method="post" action="/lab/keys"><button>Rotate</button></form></li>
</ul>`;

/** Turns a fault on or off as the form says; false when it says nothing that can be done. */
export const changeWeather = (faults: Faults, form: URLSearchParams): boolean => turn(faults, faultNames, form);
