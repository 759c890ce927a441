import type { LabPerson } from "../people.ts";
import type { ProxyFault } from "./weather.ts";

/** The proxy's own cookie. Browsers give a cookie of this machine to every port of it, so the app gets it too, unless it is taken off. */
export const COOKIE = "lab-proxy";
export const NAME = "X-Forwarded-User";
export const GROUPS = "X-Forwarded-Groups";
export const SECRET = "X-Proxy-Auth-Secret";

type Forwarded = {
  readonly rawHeaders: readonly string[];
  readonly person: LabPerson;
  readonly secret: string;
  /** The origins of the proxy and of the app. */
  readonly from: string;
  readonly to: string;
};

/** The headers with which a request goes on to the app: what a browser must not say is taken off, what the proxy knows is put in. */
export function headersFor(forwarded: Forwarded, faults: ReadonlySet<ProxyFault>): string[] {
  const { rawHeaders, person, secret, from, to } = forwarded;
  const pairs = rawHeaders.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""]] : [],
  );
  const kept = pairs.filter(([name]) => !isOurs(name)).flatMap(([name, value]) => asFor(to, from, name, value));
  const sent = pairs.filter(([name]) => name.toLowerCase() === NAME.toLowerCase()).map(([, value]) => value);
  const names = faults.has("appends") ? [[...sent, person.email].join(", ")] : [person.email];
  if (faults.has("names-two")) names.push("root@example.com");
  const shown = faults.has("secret-wrong") ? secret.toLowerCase() : secret;
  return [
    ...kept.flat(),
    "Host",
    new URL(to).host,
    ...names.flatMap((name) => [NAME, name]),
    GROUPS,
    person.groups.join(","),
    ...(faults.has("secret-forgotten") ? [] : [SECRET, shown]),
  ];
}

const ours = [NAME, GROUPS, SECRET, "Host", "Connection"].map((name) => name.toLowerCase());
const isOurs = (name: string) => ours.includes(name.toLowerCase().replaceAll("_", "-"));

/** One header as the app wants it, which knows only its own address. */
function asFor(to: string, from: string, name: string, value: string): [string, string][] {
  if (/^(origin|referer)$/i.test(name)) return [[name, value.startsWith(from) ? to + value.slice(from.length) : value]];
  if (!/^cookie$/i.test(name)) return [[name, value]];
  const others = value.split("; ").filter((cookie) => !cookie.startsWith(`${COOKIE}=`));
  return others.length > 0 ? [[name, others.join("; ")]] : [];
}
