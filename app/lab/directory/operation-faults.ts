import { codes } from "./codes.ts";
import { baseDn, personDn, service, type Entry } from "./entries.ts";
import { faultList } from "./fault.ts";
import { isSameDn } from "./filter.ts";
import type { Found } from "./state.ts";

/** Where nobody may look who was referred there: `heard` tells whether anybody did. */
export const trapDn = `ou=trap,${baseDn}`;

const elsewhere = [`ldap://127.0.0.1/${trapDn}`];

const plus = (found: Found, entry: Entry | undefined): Found =>
  found.entries.length > 0 && entry ? { ...found, entries: [...found.entries, entry] } : found;
const instead = (found: Found, entry: Entry | undefined): Found =>
  found.entries.length > 0 && entry ? { ...found, entries: [entry] } : found;
const the = (username: string, all: readonly Entry[]) => all.find(({ dn }) => isSameDn(dn, personDn(username)));

/** Operations that end otherwise than they should (LD01, LD05, LD06, LD09). */
export const operationFaults = faultList({
  // As slapd does with `allow bind_anon_dn`, and Active Directory always: whoever says no password is let in as nobody.
  "password-trap": { bind: ({ password }, code) => (password === "" ? codes.success : code) },
  "service-refused": { bind: ({ dn }, code) => (isSameDn(dn, service.dn) ? codes.invalidCredentials : code) },
  "wants-tls": { bind: () => codes.strongerAuthRequired },
  busy: { bind: () => codes.busy },
  locked: { bind: ({ dn }, code) => (isSameDn(dn, service.dn) ? code : codes.invalidCredentials) },
  // As 389 Directory Server says it of whoever was tried too often.
  "locked-by-policy": { bind: ({ dn }, code) => (isSameDn(dn, service.dn) ? code : codes.constraintViolation) },
  "anonymous-search": { isOpen: true },
  "two-entries": { search: (found, _, all) => plus(found, the("erin", all)) },
  "size-limit": { search: (found) => ({ ...found, code: codes.sizeLimitExceeded }) },
  "wrong-entry": { search: (found, _, all) => instead(found, the("alice", all)) },
  "empty-dn": { search: (found) => ({ ...found, entries: found.entries.map((entry) => ({ ...entry, dn: "" })) }) },
  "entry-elsewhere": {
    search: (found) => ({
      ...found,
      entries: found.entries.map((entry) => ({ ...entry, dn: entry.dn.replace(baseDn, "dc=example,dc=org") })),
    }),
  },
  referral: { search: () => ({ code: codes.referral, entries: [], references: elsewhere }) },
  "search-reference": { search: (found) => ({ ...found, entries: [], references: elsewhere }) },
  unavailable: { search: () => ({ code: codes.unavailable, entries: [], references: [] }) },
});
