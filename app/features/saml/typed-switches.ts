import type { ConnectionFlaw } from "../../auth/connection-check.ts";

/** What a connection takes besides the usual, and the attributes that say what where it is not by the usual names. */
export type TypedSwitches = {
  idpInitiated: boolean;
  responseOnlySignature: boolean;
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  username: string;
  groups: string;
};

/** The fields for attributes, in their order. */
export const attributeFields = ["id", "email", "firstName", "lastName", "username", "groups"] as const;

/** What the environment calls each of them. */
export const wordOf = {
  id: "ID_ATTRIBUTE",
  email: "EMAIL_ATTRIBUTE",
  firstName: "FIRST_NAME_ATTRIBUTE",
  lastName: "LAST_NAME_ATTRIBUTE",
  username: "USERNAME_ATTRIBUTE",
  groups: "GROUPS_ATTRIBUTE",
} as const;

/** Why nothing was changed. */
export type ChangeProblem =
  | { reason: "attribute" | "superusers-only" | "unknown" | "no-source" | "two-sources" }
  | { reason: "metadata"; flaw: ConnectionFlaw; detail: string };

/** The switches and attributes that stand somewhere: in a form, or in a connection's settings. */
export const typedSwitchesIn = (
  text: (field: (typeof attributeFields)[number]) => string,
  isOn: (flag: "idpInitiated" | "responseOnlySignature") => boolean,
): TypedSwitches => ({
  idpInitiated: isOn("idpInitiated"),
  responseOnlySignature: isOn("responseOnlySignature"),
  id: text("id"),
  email: text("email"),
  firstName: text("firstName"),
  lastName: text("lastName"),
  username: text("username"),
  groups: text("groups"),
});
