import { escaped } from "./html.ts";
import type { FaultName, Faults } from "./openid/faults.ts";
import { isFaultName } from "./openid/faults.ts";

type Weather = { fault: FaultName; title: string; expect: string };

/** What can be wrong with the provider that matters to a person, and what to expect of it at the next sign-in. */
const weathers: readonly Weather[] = [
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
    expect: "Every answer is an error: the app says that the provider cannot be reached. Passwords work as ever.",
  },
];

/** The switches as HTML, with the key of the moment; faults that somebody else turned on stand there as well. */
export function weatherHtml(faults: Faults, keyName: string): string {
  const others = [...faults].filter((fault) => weathers.every((one) => one.fault !== fault));
  const named = others.map((fault) => ({ fault, title: fault, expect: "Turned on by a test, or by hand." }));
  return `<ul class="cards">
${[...weathers, ...named].map((weather) => card(weather, faults.has(weather.fault))).join("\n")}
<li class="card"><div><h3>Key rotated</h3>
<p class="soft">The provider signs with a new key and forgets the old one: sign-in works, since the app asks for the keys again. Now it is <code>${escaped(keyName.slice(0, 6))}…</code></p></div>
<form method="post" action="/lab/keys"><button>Rotate</button></form></li>
</ul>`;
}

const card = ({ fault, title, expect }: Weather, isOn: boolean) => {
  const [word, to] = isOn ? ["Turn off", "off"] : ["Turn on", "on"];
  return `<li class="card${isOn ? " on" : ""}"><div><h3>${escaped(title)}${isOn ? " <strong>is on</strong>" : ""}</h3>
<p class="soft">${escaped(expect)}</p></div>
<form method="post" action="/lab/weather"><input type="hidden" name="fault" value="${escaped(fault)}">
<button${isOn ? ' class="first"' : ""} name="to" value="${to}" aria-label="${word}: ${escaped(title)}">${word}</button></form></li>`;
};

/** Turns a fault on or off as the form says (`fault`, `to`); false when it says nothing that can be done. */
export function changeWeather(faults: Faults, form: URLSearchParams): boolean {
  const [fault, to] = [form.get("fault"), form.get("to")];
  if (!isFaultName(fault)) return false;
  if (to === "on") return faults.add(fault).has(fault);
  if (to === "off") return (faults.delete(fault), true);
  return false;
}
