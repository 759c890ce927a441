import { z } from "zod";

import { readRange, type AddressRange } from "../../addresses.ts";
import { connectionSettings } from "../../auth/connection-settings.ts";
import { flawOfSecret } from "../../env-keys.ts";
import { isLoopback } from "../../env-loopback.ts";
import { SECRET_HEADER, type TrustedProxy } from "./proxy.ts";

type Source = Readonly<Record<string, string | undefined>>;

const PREFIX = "PROXY_AUTH_";
// What the app, or whoever forwards to it, reads for another purpose: nobody's name, and not to be taken away.
const OTHERWISE_USED =
  /^(accept|authorization|connection|content|cookie|expect|forwarded|from|host|if|keep|origin|proxy|range|referer|sec|te|trailer|transfer|upgrade|user|via|x-forwarded-(for|host|port|proto)|x-request|x-xsrf)(-|$)/;

const header = z
  .string()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, "must be the name of a header")
  .refine(
    (name) => !OTHERWISE_USED.test(name) && name !== SECRET_HEADER,
    "is a header that is used for something else",
  );

const ranges = z.string().transform((text, context): AddressRange[] => {
  const entries = text.split(",").flatMap((entry) => entry.trim() || []);
  return entries.map((entry) => {
    const range = readRange(entry);
    if (range && range[1] > 0) return range;
    const flaw = range ? "takes in every address there is" : "is not an address or a CIDR range";
    context.addIssue({ code: "custom", message: `"${entry}" ${flaw}` });
    return z.NEVER;
  });
});

const secret = z.string().superRefine((text, context) => {
  const flaw = flawOfSecret(text) ?? (/^[\x21-\x7e]+$/.test(text) ? null : "must be plain characters without spaces");
  if (flaw) context.addIssue({ code: "custom", message: flaw });
});

const settings = connectionSettings
  .extend({
    HEADER: header.default("x-forwarded-user"),
    GROUPS_HEADER: header.optional(),
    CIDRS: ranges,
    SECRET: secret,
    URL: z.string().refine(isOrigin, "must be an address without a path: https, or http on this machine").optional(),
  })
  .refine(({ HEADER, GROUPS_HEADER }) => HEADER !== GROUPS_HEADER, {
    path: ["GROUPS_HEADER"],
    message: "must be another header than the one that names the person",
  })
  .refine(({ GROUP_MAP, GROUPS_HEADER }) => GROUPS_HEADER || Object.keys(GROUP_MAP).length === 0, {
    path: ["GROUP_MAP"],
    message: "means nothing without GROUPS_HEADER",
  });

/**
 * The proxy that the environment names (`PROXY_AUTH_*`), or null: without addresses, or without a secret, nothing is believed of anybody.
 * What is unsafe stops the start (CB-07).
 */
export function readTrustedProxy(source: Source): { settings: TrustedProxy | null; problems: readonly string[] } {
  const given = givenIn(source);
  if (!given.CIDRS || !given.SECRET) return { settings: null, problems: [] };
  const read = settings.safeParse({ LABEL: "Single sign-on", CREATE_USERS: "false", ...given });
  if (!read.success)
    return {
      settings: null,
      problems: read.error.issues.map(({ path, message }) => `${PREFIX}${String(path[0])}: ${message}`),
    };
  const { URL: address } = read.data;
  // The session's cookie is for the host that set it, whatever the port.
  if (address && new URL(address).hostname !== hostOf(source))
    return { settings: null, problems: [`${PREFIX}URL: must be on the host of APP_URL; another port is fine`] };
  return { settings: Object.freeze(proxyFrom(read.data)), problems: [] };
}

const proxyFrom = (read: z.output<typeof settings>): TrustedProxy => ({
  name: "proxy",
  kind: "proxy",
  label: read.LABEL,
  trustedDomains: read.TRUSTED_DOMAINS,
  groupMap: read.GROUP_MAP,
  createsUsers: read.CREATE_USERS,
  onlyTrustedDomains: true,
  header: read.HEADER,
  groupsHeader: read.GROUPS_HEADER ?? null,
  secret: read.SECRET,
  ranges: read.CIDRS,
  origin: read.URL === undefined ? null : new URL(read.URL).origin,
});

const givenIn = (source: Source): Source =>
  Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) =>
      name.startsWith(PREFIX) && value?.trim() ? [[name.slice(PREFIX.length), value.trim()]] : [],
    ),
  );

const hostOf = ({ APP_URL }: Source) => (URL.canParse(APP_URL ?? "") ? new URL(APP_URL ?? "").hostname : "localhost");

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin, href } = new URL(text);
  return (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) && href === `${origin}/`;
}
