import type { Reach } from "../../reach.ts";
import type { Directory } from "./directory.ts";
import { directorySettings, type ReadSettings } from "./directory-settings.ts";

/** A directory as somebody has written it down: `settings` are those of the environment, without its prefix. */
export type Written = {
  readonly name: string;
  readonly authority: string;
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly reach: Reach;
};
export type ReadDirectory =
  { ok: true; directory: Directory } | { ok: false; problems: readonly { setting: string; message: string }[] };

/** The directory that these settings make, or everything that is wrong with them. */
export function readDirectory({ settings, ...given }: Written): ReadDirectory {
  const read = directorySettings.safeParse(settings);
  if (read.success) return { ok: true, directory: { ...given, kind: "ldap", ownsPeople: true, ...made(read.data) } };
  const problems = read.error.issues.map(({ path, message }) => ({ setting: String(path[0]), message }));
  return { ok: false, problems };
}

const made = (read: ReadSettings): Omit<Directory, "name" | "authority" | "reach" | "kind"> => ({
  label: read.LABEL,
  trustedDomains: read.TRUSTED_DOMAINS,
  groupMap: read.GROUP_MAP,
  createsUsers: read.CREATE_USERS,
  url: read.URL,
  startTls: read.START_TLS,
  ca: read.CA ?? null,
  baseDn: read.BASE_DN,
  way: read.USER_DN_TEMPLATE
    ? { by: "template", template: read.USER_DN_TEMPLATE }
    : { by: "search", bindDn: read.BIND_DN ?? "", password: read.BIND_PASSWORD ?? "" },
  userAttribute: read.USER_ATTRIBUTE,
  filter: read.FILTER ?? null,
  groups: read.GROUPS,
  groupBaseDn: read.GROUP_BASE_DN ?? read.BASE_DN,
  emailDomain: read.EMAIL_DOMAIN ?? null,
  cacheHours: read.CACHE_HOURS,
});
