import { X509Certificate } from "node:crypto";

import type { Actor } from "../../auth/change-person.server.ts";
import { addConnection, flawInName } from "../../auth/connection-changes.server.ts";
import { reachOfAdded } from "../../auth/reach-of-added.server.ts";
import { checkDirectory } from "./check-directory.server.ts";
import { readDirectory } from "./read-directory.ts";
import type { DirectoryProblem, TypedDirectory } from "./typed-directory.ts";

export type AddDirectoryOutcome = { ok: true; id: string } | ({ ok: false } & DirectoryProblem);

// LDAP's own; of the other ports of a system, whoever may name a server must not speak to what listens there.
const PORTS = ["", "389", "636"];
const SYSTEM_PORTS = 1024;

const fieldOf: Readonly<Record<string, Exclude<DirectoryProblem["reason"], "directory">>> = {
  LABEL: "label",
  URL: "url",
  START_TLS: "url",
  CA: "ca",
  BASE_DN: "baseDn",
  BIND_DN: "bindDn",
  USER_ATTRIBUTE: "userAttribute",
  FILTER: "filter",
  EMAIL_DOMAIN: "emailDomain",
  GROUPS: "groups",
  GROUP_BASE_DN: "groupBaseDn",
};

/**
 * Adds a directory once it has shown that people can sign in through it. Its name is `ldap-` and what was typed. For superusers alone: what
 * people type into the sign-in form, and nobody before it knows, is shown to it, mistyped passwords of accounts here as well.
 */
export async function addDirectory(actor: Actor, typed: TypedDirectory): Promise<AddDirectoryOutcome> {
  const name = `ldap-${typed.name}`;
  const flaw = typed.name === "" ? "name" : flawInName(name);
  if (flaw) return { ok: false, reason: flaw };
  if (!typed.bindDn) return { ok: false, reason: "bindDn" };
  if (!typed.secret) return { ok: false, reason: "secret" };
  if (typed.ca && !isCertificate(typed.ca)) return { ok: false, reason: "ca" };
  const settings = settingsIn(typed);
  const given = { name, authority: `ldap:${name}`, reach: reachOfAdded };
  const read = readDirectory({ ...given, settings: { ...settings, LABEL: typed.label, BIND_PASSWORD: typed.secret } });
  if (!read.ok) return { ok: false, reason: fieldOf[read.problems[0]?.setting ?? ""] ?? "name" };
  if (!isOpenPort(read.directory.url)) return { ok: false, reason: "url" };
  if (!actor.principal.user.isSuperuser) return { ok: false, reason: "superusers-only" };
  const check = await checkDirectory(read.directory);
  if (!check.ok) return { ok: false, reason: "directory", flaw: check.flaw, detail: check.detail };
  const added = await addConnection(actor, { name, kind: "ldap", label: typed.label, settings, secret: typed.secret });
  if (added.ok) return added;
  return { ok: false, reason: added.reason === "domains" || added.reason === "group-map" ? "label" : added.reason };
}

const settingsIn = (typed: TypedDirectory): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      URL: typed.url,
      START_TLS: String(typed.startTls),
      CA: typed.ca,
      BASE_DN: typed.baseDn,
      BIND_DN: typed.bindDn,
      USER_ATTRIBUTE: typed.userAttribute,
      FILTER: typed.filter,
      EMAIL_DOMAIN: typed.emailDomain,
      GROUPS: typed.groups,
      GROUP_BASE_DN: typed.groupBaseDn,
    }).filter(([, value]) => value !== ""),
  );

const isOpenPort = (url: string): boolean => {
  const { port } = new URL(url);
  return reachOfAdded === "own-networks" || PORTS.includes(port) || Number(port) >= SYSTEM_PORTS;
};

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
