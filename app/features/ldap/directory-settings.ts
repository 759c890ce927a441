import { z } from "zod";

import { connectionSettings } from "../../auth/connection-settings.ts";
import { isLoopback } from "../../env-loopback.ts";
import { parseDn } from "./dn.ts";
import { readFilter } from "./line.server.ts";
import { isDnTemplate } from "./person-name.ts";

const ATTRIBUTE = /^[a-z][a-z0-9-]{0,60}$/i;
const DOMAIN = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;
const MOST_HOURS = 720;

const dn = z.string().refine((text) => parseDn(text) !== null, "must be a name such as dc=example,dc=com");
const attribute = z.string().regex(ATTRIBUTE, "must be the name of an attribute");

const shape = connectionSettings.extend({
  URL: z.string().refine(isDirectoryAddress, "must look like ldaps://directory.example.com, and nothing behind it"),
  BASE_DN: dn,
  BIND_DN: dn.optional(),
  BIND_PASSWORD: z.string().optional(),
  USER_DN_TEMPLATE: z
    .string()
    .refine(
      isDnTemplate,
      "must be a name with {username} in one place, such as uid={username},ou=people,dc=example,dc=com",
    )
    .optional(),
  USER_ATTRIBUTE: attribute.default("uid"),
  FILTER: z.string().refine(isFilter, "must be a filter such as (objectClass=person)").optional(),
  START_TLS: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .transform((text) => text === "true"),
  CA: z.string().optional(),
  EMAIL_DOMAIN: z.string().regex(DOMAIN, "must be a domain such as example.com").toLowerCase().optional(),
  CACHE_HOURS: z.coerce
    .number(`must be a whole number from 0 to ${MOST_HOURS}`)
    .int()
    .min(0)
    .max(MOST_HOURS)
    .default(0),
  GROUPS: z.enum(["direct", "nested", "in-chain"], "must be direct, nested or in-chain").default("direct"),
  GROUP_BASE_DN: dn.optional(),
});

/** The settings of a directory, those of every connection with them. */
export const directorySettings = shape.superRefine((read, { addIssue }) => {
  const blame = (setting: keyof typeof read, message: string) => addIssue({ code: "custom", path: [setting], message });
  const { protocol, hostname } = new URL(read.URL);
  if (protocol === "ldap:" && !read.START_TLS && !isLoopback(hostname))
    blame("URL", "must be ldaps, or START_TLS true: passwords never go over a network in the clear");
  if (protocol === "ldaps:" && read.START_TLS) blame("START_TLS", "belongs to ldap://, not to ldaps://");
  if (read.USER_DN_TEMPLATE && read.BIND_DN)
    blame("USER_DN_TEMPLATE", "cannot stand beside BIND_DN: one way to find people");
  if (!read.USER_DN_TEMPLATE && !(read.BIND_DN && read.BIND_PASSWORD))
    blame("BIND_DN", "and BIND_PASSWORD are needed to look people up, or a USER_DN_TEMPLATE");
});

export type ReadSettings = z.output<typeof directorySettings>;

function isDirectoryAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  return (
    /^ldaps?:$/.test(protocol) && hostname !== "" && !(username || password || search || hash) && /^\/?$/.test(pathname)
  );
}

function isFilter(text: string): boolean {
  try {
    return readFilter(text) !== undefined;
  } catch {
    return false;
  }
}
