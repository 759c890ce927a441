import type { ConnectionFlaw } from "../../auth/connection-check.ts";

/** A directory as somebody has typed it into the form; empty for what is left as it is by default. */
export type TypedDirectory = {
  name: string;
  label: string;
  url: string;
  startTls: boolean;
  ca: string;
  baseDn: string;
  bindDn: string;
  secret: string;
  userAttribute: string;
  filter: string;
  emailDomain: string;
  groups: string;
  groupBaseDn: string;
};

/** Why it was not added: the field to blame, or what asking it has shown. */
export type DirectoryProblem =
  | { reason: "superusers-only" | "name-taken" | Exclude<keyof TypedDirectory, "startTls"> }
  | { reason: "directory"; flaw: ConnectionFlaw; detail: string };
