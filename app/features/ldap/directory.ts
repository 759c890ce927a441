import type { Connection } from "../../auth/connection.ts";
import type { Reach } from "../../reach.ts";

/** Where a directory is, and how it is spoken to. */
export type DirectoryPlace = {
  /** `ldaps://host`, or `ldap://host`: then by StartTLS, or without protection on this machine alone (LD-01). */
  readonly url: string;
  readonly startTls: boolean;
  /** Who issued its certificate (PEM), when no public authority did. */
  readonly ca: string | null;
  readonly reach: Reach;
};

/**
 * How somebody is found: an account of ours looks them up, and then they bind (`search`); or they bind at once, under the name that the
 * template makes of theirs (`template`, with `{username}` in it).
 */
export type WayToBind =
  | { readonly by: "search"; readonly bindDn: string; readonly password: string }
  | { readonly by: "template"; readonly template: string };

/**
 * Where their groups come from: `direct` reads `memberOf`; `nested` looks for groups that name them, and for groups that name those;
 * `in-chain` lets Active Directory do that.
 */
export type GroupSearch = "direct" | "nested" | "in-chain";

/** A directory, as it is configured. */
export type Directory = Connection &
  DirectoryPlace & {
    readonly kind: "ldap";
    /** Gives out the subjects. Never made of its address, which may change; never another directory's. */
    readonly authority: string;
    readonly baseDn: string;
    readonly way: WayToBind;
    /** What people type to sign in. */
    readonly userAttribute: string;
    /** Whoever it does not let through does not exist. */
    readonly filter: string | null;
    readonly groups: GroupSearch;
    /** Groups elsewhere say nothing. */
    readonly groupBaseDn: string;
    /** For people without an address of their own: `username@` this. */
    readonly emailDomain: string | null;
    /** How long a password that was right opens the account while the directory cannot be reached; 0 is never (C-12). */
    readonly cacheHours: number;
  };
