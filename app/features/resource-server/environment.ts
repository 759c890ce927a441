import { isRoleName } from "../../access/role-name.ts";
import { isSafeAddress } from "../../reach.ts";
import { EVERY_PROGRAM, type TrustedIssuer } from "./trusted-issuer.ts";

type Source = Readonly<Record<string, string | undefined>>;
type Entry = { readonly issuer: string; readonly value: string };

const ISSUERS = "TRUSTED_ISSUERS";
const ROLES = "TRUSTED_ISSUER_ROLES";

/**
 * Reads `TRUSTED_ISSUERS` (`issuer=audience,…`) and `TRUSTED_ISSUER_ROLES` (`issuer=their-role:our-role,…`). An issuer without an audience, or
 * one that is called without TLS, stops the start: any token of its would count here, whomever it was made for (RS-03).
 */
export function readTrustedIssuers(source: Source): {
  settings: readonly TrustedIssuer[];
  problems: readonly string[];
} {
  const [issuers, roles] = [entriesOf(source[ISSUERS]), entriesOf(source[ROLES])];
  const names = issuers.map(({ issuer }) => issuer);
  const problems = [
    ...issuers.flatMap((entry) => flawOfIssuer(entry, source) ?? []).map((flaw) => `${ISSUERS}: ${flaw}`),
    ...names.filter((name, i) => names.indexOf(name) < i).map((name) => `${ISSUERS}: names ${name} twice`),
    ...roles.flatMap((entry) => flawOfRole(entry, names) ?? []).map((flaw) => `${ROLES}: ${flaw}`),
  ];
  if (problems.length > 0) return { settings: [], problems };
  const settings = issuers.map(({ issuer, value: audience }) => ({ issuer, audience, roleMap: mapOf(issuer, roles) }));
  return { settings, problems };
}

// Neither an issuer nor what stands behind it has a comma in it, and no issuer an equals sign: it has no query.
const entriesOf = (text = ""): Entry[] =>
  text.split(",").flatMap((part) => {
    const [issuer = "", ...value] = part.split("=");
    return part.trim() === "" ? [] : { issuer: issuer.trim(), value: value.join("=").trim() };
  });

function flawOfIssuer({ issuer, value: audience }: Entry, source: Source): string | null {
  if (!isSafeAddress(issuer) || new URL(issuer).search !== "")
    return `"${issuer}" must be an address by https (http only on this machine), without a query`;
  // Its keys would be ours: a token of ours would then outlive its session.
  if (new URL(issuer).origin === originOf(source)) return `"${issuer}" is this app itself`;
  if (audience === "") return `"${issuer}" needs the audience of its tokens behind it: issuer=audience`;
  return /^[\x21-\x7e]{1,200}$/.test(audience)
    ? null
    : `the audience of "${issuer}" must be plain characters without spaces, 200 at most`;
}

function flawOfRole({ issuer, value }: Entry, issuers: readonly string[]): string | null {
  if (!issuers.includes(issuer)) return `"${issuer}" is not among ${ISSUERS}`;
  const [theirs, ours] = pairIn(value);
  return theirs !== "" && isRoleName(ours)
    ? null
    : `"${value}" must look like their-role:our-role, or ${EVERY_PROGRAM}:our-role for every program`;
}

/** A role there may have a colon in its name, one here must not where it is named so. */
function pairIn(value: string): [theirs: string, ours: string] {
  const end = Math.max(value.lastIndexOf(":"), 0);
  return [value.slice(0, end).trim(), value.slice(end + 1).trim()];
}

function mapOf(issuer: string, entries: readonly Entry[]): TrustedIssuer["roleMap"] {
  const pairs = entries.filter((entry) => entry.issuer === issuer).map(({ value }) => pairIn(value));
  const map = new Map<string, string[]>();
  for (const [theirs, ours] of pairs) map.set(theirs, [...(map.get(theirs) ?? []), ours]);
  return Object.fromEntries(map);
}

const originOf = ({ APP_URL, PORT = "3000" }: Source) =>
  APP_URL && URL.canParse(APP_URL) ? new URL(APP_URL).origin : `http://localhost:${PORT}`;
