/** What a User-Agent header says in plain words; null where it says nothing we know. */
export type Device = {
  browser: string | null;
  system: string | null;
  kind: "computer" | "phone" | "tablet" | "program";
};

// The order matters: most browsers also name the ones they descend from.
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOPT\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\b(Headless)?Chrome\/|\bCriOS\/|\bChromium\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

const systems: readonly [RegExp, string, Device["kind"]][] = [
  [/\biPhone\b|\biPod\b/, "iOS", "phone"],
  [/\biPad\b/, "iPadOS", "tablet"],
  [/\bAndroid\b.*\bMobile\b/, "Android", "phone"],
  [/\bAndroid\b/, "Android", "tablet"],
  [/\bWindows\b/, "Windows", "computer"],
  [/\bMacintosh\b|\bMac OS X\b/, "macOS", "computer"],
  [/\bCrOS\b/, "ChromeOS", "computer"],
  [/\bLinux\b|\bX11\b/, "Linux", "computer"],
];

/** A device in one English phrase, for mails and records: "Firefox on Windows". */
export function deviceName(userAgent: string): string {
  const { browser, system } = describeDevice(userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? "an unknown browser";
}

/** Puts a User-Agent header into words. The header is the client's own claim: good for recognising, useless as proof. */
export function describeDevice(userAgent: string): Device {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
  const [, system = null, kind = "computer"] = systems.find(([pattern]) => pattern.test(userAgent)) ?? [];
  if (browser || system) return { browser, system, kind };
  const program = /^[A-Za-z][\w.-]{0,30}(?=\/|$)/.exec(userAgent)?.[0] ?? null;
  return { browser: program, system: null, kind: program ? "program" : "computer" };
}
