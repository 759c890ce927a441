import { escaped } from "./html.ts";

/** Something that can be wrong with a part of the lab, and what a person is to expect of it. */
export type Weather<Name extends string = string> = { fault: Name; title: string; expect: string };

/** A switch for each weather, as cards whose forms go to `action`. What is on and has no weather, since a test turned it on, has one as well. */
export function switchesHtml(action: string, weathers: readonly Weather[], faults: ReadonlySet<string>): string {
  const others = [...faults].filter((fault) => weathers.every((one) => one.fault !== fault));
  const named = others.map((fault) => ({ fault, title: fault, expect: "Turned on by a test, or by hand." }));
  return [...weathers, ...named].map((weather) => card(action, weather, faults.has(weather.fault))).join("\n");
}

/** Where on the lab's page the switch stands whose form goes to `action`. */
export const switchAt = (action: string, fault: string): string => `${action}/${fault}`;

const card = (action: string, { fault, title, expect }: Weather, isOn: boolean) => {
  const [word, to] = isOn ? ["Turn off", "off"] : ["Turn on", "on"];
  return `<li class="card${isOn ? " on" : ""}" id="${escaped(switchAt(action, fault))}"><div><h3>${escaped(title)}${isOn ? " <strong>is on</strong>" : ""}</h3>
<p class="soft">${escaped(expect)}</p></div>
<form method="post" action="${escaped(action)}"><input type="hidden" name="fault" value="${escaped(fault)}">
<button${isOn ? ' class="first"' : ""} name="to" value="${to}" aria-label="${word}: ${escaped(title)}">${word}</button></form></li>`;
};

/** Turns one of the faults called `names` on or off as the form of a switch says (`fault`, `to`); false when it says nothing that can be done. */
export function turn<Name extends string>(faults: Set<Name>, names: readonly Name[], form: URLSearchParams): boolean {
  const [fault, to] = [names.find((name) => name === form.get("fault")), form.get("to")];
  if (fault === undefined) return false;
  if (to === "on") return faults.add(fault).has(fault);
  if (to === "off") return (faults.delete(fault), true);
  return false;
}
