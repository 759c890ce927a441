import type { StoredConnection } from "../db/connections.schema.ts";
import { connectionSettings } from "./connection-settings.ts";
import { readGroupMap } from "./group-map-text.ts";

/** What of a connection can be changed, as somebody writes it down; what is left out stays as it is. */
export type WrittenConnection = {
  label?: string | undefined;
  /** With commas or spaces between them. */
  trustedDomains?: string | undefined;
  /** As `readGroupMap` reads it. */
  groupMap?: string | undefined;
  createsUsers?: boolean | undefined;
  isEnabled?: boolean | undefined;
  secret?: string | undefined;
  /** All of them, checked by whoever knows its kind. */
  settings?: Readonly<Record<string, string>> | undefined;
};

type Changeable = Pick<
  StoredConnection,
  "label" | "trustedDomains" | "groupMap" | "createsUsers" | "isEnabled" | "settings"
>;

/** The same, read. */
export type ReadConnection = Partial<Changeable> & { secret?: string };

/** Why what was written cannot be read; `line` of the group map. */
export type UnreadableConnection =
  { ok: false; reason: "label" | "domains" | "secret" } | { ok: false; reason: "group-map"; line: number };

const MOST_DOMAINS = 100;
const SECRET = /^[\x20-\x7e]{1,2000}$/;
const { LABEL, TRUSTED_DOMAINS } = connectionSettings.shape;

/** Reads what somebody has written about a connection, or says what is wrong with it first. */
export function readConnection(written: WrittenConnection): { ok: true; read: ReadConnection } | UnreadableConnection {
  const { createsUsers, isEnabled, secret, settings } = written;
  const read: ReadConnection = {
    ...(createsUsers === undefined ? {} : { createsUsers }),
    ...(isEnabled === undefined ? {} : { isEnabled }),
    ...(settings === undefined ? {} : { settings }),
  };
  if (secret !== undefined) {
    if (!SECRET.test(secret)) return { ok: false, reason: "secret" };
    read.secret = secret;
  }
  if (written.label !== undefined) {
    const label = LABEL.safeParse(written.label.trim());
    if (!label.success) return { ok: false, reason: "label" };
    read.label = label.data;
  }
  if (written.trustedDomains !== undefined) {
    const domains = TRUSTED_DOMAINS.safeParse(written.trustedDomains.trim().replaceAll(/[\s,]+/g, ","));
    if (!domains.success || domains.data.length > MOST_DOMAINS) return { ok: false, reason: "domains" };
    read.trustedDomains = [...new Set(domains.data)];
  }
  if (written.groupMap !== undefined) {
    const map = readGroupMap(written.groupMap);
    if (!map.ok) return { ok: false, reason: "group-map", line: map.line };
    read.groupMap = map.groupMap;
  }
  return { ok: true, read };
}
