import { switchesHtml, turn, type Weather } from "../switches.ts";

/** What can be wrong with the proxy. */
export type ProxyFault = "secret-forgotten" | "secret-wrong" | "names-two" | "appends" | "app-down";

const weathers: readonly Weather<ProxyFault>[] = [
  {
    fault: "secret-forgotten",
    title: "Secret forgotten",
    expect: "The proxy does not show who it is: the app believes nothing it says.",
  },
  {
    fault: "secret-wrong",
    title: "Wrong secret",
    expect: "The proxy shows another secret: the app believes nothing it says.",
  },
  { fault: "names-two", title: "Names two people", expect: "The header stands there twice: the app takes neither." },
  {
    fault: "appends",
    title: "Appends",
    expect:
      "The proxy passes on a name that the browser sent, and adds its own: the app takes neither. Browsers that send none come in.",
  },
  { fault: "app-down", title: "App down", expect: "The proxy cannot reach the app, and says so." },
];

/** The switches as HTML. */
export const weatherHtml = (faults: ReadonlySet<ProxyFault>): string =>
  `<ul class="cards">\n${switchesHtml("/lab/proxy/weather", weathers, faults)}\n</ul>`;

const faultNames = weathers.map(({ fault }) => fault);

/** Turns a fault on or off as the form says; false when it says nothing that can be done. */
export const changeWeather = (faults: Set<ProxyFault>, form: URLSearchParams): boolean =>
  turn(faults, faultNames, form);
